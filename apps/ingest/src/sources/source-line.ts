import { z } from 'zod'
import type { SourceWatch } from './source-watch.js'

const time = z.string().nullable().describe('RFC 3339, UTC')

/** How one source is doing, as `GET /v1/sources` tells it. */
export const sourceLine = z.object({
  name: z.string(),
  kind: z.enum(['folder', 'feed', 'cap-index', 'json-pages']),
  provider: z.string(),
  state: z
    .enum(['starting', 'running', 'failing', 'standby', 'stopped'])
    .describe('standby: another process of this service reads it'),
  silent: z.boolean().describe('No item for longer than silentAfterMinutes'),
  lagSeconds: z
    .number()
    .nullable()
    .describe('Age of the oldest file that waits; for a feed the time since it was last read to its end'),
  items: z.number().int().describe('Records that Kafka has acknowledged, since this process began'),
  quarantined: z.number().int().describe('Items put aside here or that filing cannot decode, since this process began'),
  missingNumbers: z.number().int().describe('Message numbers left out, since this process began'),
  failures: z.number().int().describe('Failed attempts in a row'),
  lastItemAt: time,
  lastSuccessAt: time,
  lastError: z.object({ code: z.string(), message: z.string(), at: z.string() }).nullable(),
  nextPollAt: time,
})

export const sourceList = z.object({ items: z.array(sourceLine), next: z.null() })

export type SourceLine = z.infer<typeof sourceLine>

export const lineOf = (watch: SourceWatch, now: number): SourceLine => {
  const { settings, status, seen } = watch
  const lag = watch.lag(now)
  return {
    ...{ name: settings.name, kind: settings.kind, provider: settings.provider, state: status.state },
    silent: watch.silent(now),
    lagSeconds: lag === null ? null : Math.round(lag * 1000) / 1000,
    items: status.items,
    quarantined: status.putAside + seen.undecodable,
    missingNumbers: seen.missingNumbers,
    failures: status.failures,
    lastItemAt: timeOf(status.lastItemAt),
    lastSuccessAt: timeOf(status.lastSuccessAt),
    lastError:
      status.lastError === null ? null : { ...status.lastError, at: new Date(status.lastError.at).toISOString() },
    nextPollAt: timeOf(status.nextPollAt),
  }
}

const timeOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())
