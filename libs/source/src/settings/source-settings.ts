import { z } from 'zod'

const code = /^[a-z0-9][a-z0-9._-]{0,63}$/
const hostName = /^(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?(?::\d{1,5})?$|^\[[0-9a-f:.]+\](?::\d{1,5})?$/
const network = /^[0-9a-fA-F:.]+\/\d{1,3}$/

// As decoding takes it: an offset alone, which some engines take for a zone, is none.
const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** What every source says of itself and of those whose words it brings. */
const everySource = {
  /** Of this source alone; in metrics, logs and the header `wire-source`. */
  name: z.string().regex(code, `must match ${code.source}`),
  /** Provider code of what names no provider itself. */
  provider: z.string().regex(code, `must match ${code.source}`),
  /** IANA name; for formats whose times have no zone. */
  timeZone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Vienna').optional(),
  /** What this provider means by a publication status that others mean otherwise. */
  pubStatus: z.strictObject({ withheld: z.enum(['hold', 'embargo']) }).optional(),
  /** Of the provider's own words; a claim that names its speaker keeps the speaker's. */
  independenceGroup: z.string().trim().min(1).max(200).optional(),
  /** Of the provider's own words, 1 (responsible authority) to 5 (unnamed). */
  tier: z.number().int().min(1).max(5).optional(),
  language: z.string().regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, 'must be a BCP 47 language tag').optional(), // prettier-ignore
  /** Minutes without an item after which somebody is told. */
  silentAfterMinutes: z.number().positive().max(100_000).optional(),
}

const folderSource = z.strictObject({
  ...everySource,
  kind: z.literal('folder'),
  folder: z.string().min(1),
  /** Seconds for which size and time of a file must not change before it is taken. */
  settleSeconds: z.number().min(0.1).max(3600).default(0.4),
})

const fetched = {
  ...everySource,
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
  /** Hosts that may be asked, beside the one of `url`: `host`, `host:port` or `*.domain`. */
  hosts: z.array(z.string().regex(hostName, 'must be a host, host:port or *.domain in lower case')).default([]),
  /** Private networks that may be reached, such as `10.1.0.0/16`; without them only public addresses. */
  allowNetworks: z.array(z.string().regex(network, 'must be a network such as 10.1.0.0/16')).default([]),
  /** Sent to the host of `url` alone. `{ "env": "NAME" }` takes the value from the environment. */
  headers: z
    .record(
      z.string().regex(/^[A-Za-z0-9-]+$/, 'must be a header name'),
      z.union([z.string(), z.strictObject({ env: z.string().min(1) })]),
    )
    .default({}),
  everySeconds: z.number().min(0.1).max(86_400).default(30),
  /** For one request, from connecting to the last byte. */
  timeoutSeconds: z.number().min(0.1).max(300).default(10),
  maxBytes: z.number().int().min(1).max(50_000_000).default(5_000_000),
}

const feedSource = z.strictObject({ ...fetched, kind: z.enum(['feed', 'cap-index']) })

const pagedSource = z.strictObject({
  ...fetched,
  kind: z.literal('json-pages'),
  /** Seconds for which the provider holds a request open until there is news; 0 where it answers at once. */
  longPollSeconds: z.number().min(0).max(120).default(0),
})

/** One source as configured, defaults filled in. */
export const sourceSettings = z.discriminatedUnion('kind', [folderSource, feedSource, pagedSource])

export type SourceSettings = z.infer<typeof sourceSettings>
export type FolderSettings = z.infer<typeof folderSource>
export type FeedSettings = z.infer<typeof feedSource> | z.infer<typeof pagedSource>
