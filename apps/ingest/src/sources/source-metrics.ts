import { Counter, Gauge, type Registry } from 'prom-client'
import type { SourceWatch } from './source-watch.js'

/** What is counted of sources, for Prometheus; the gauges are read from the sources when somebody asks. */
export type SourceMetrics = {
  readonly items: Counter<'source'>
  readonly quarantined: Counter<'source'>
  readonly errors: Counter<'source' | 'code'>
  readonly missingNumbers: Counter<'source'>
}

const prefix = 'wireledger_ingest_source'

export const openSourceMetrics = (registry: Registry, watches: () => readonly SourceWatch[]): SourceMetrics => {
  const registers = [registry]
  const counter = (name: string, help: string) =>
    new Counter({ registers, name: `${prefix}_${name}_total`, help, labelNames: ['source'] })
  const gauge = (name: string, help: string, valueOf: (watch: SourceWatch, now: number) => number | null): void => {
    new Gauge({
      ...{ registers, name: `${prefix}_${name}`, help, labelNames: ['source'] },
      collect() {
        this.reset()
        const now = Date.now()
        for (const watch of watches()) {
          const value = valueOf(watch, now)
          if (value !== null) this.set({ source: watch.settings.name }, value)
        }
      },
    })
  }
  const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000)
  gauge('up', 'Whether the last attempt succeeded; absent in a process that stands by', ({ status: { state } }) =>
    state === 'standby' ? null : Number(state === 'running'),
  )
  gauge('lag_seconds', 'By how much what was taken may be behind what there is', (watch, now) => watch.lag(now))
  gauge('silent', 'Whether there was no item for longer than there should be', (watch, now) =>
    Number(watch.silent(now)),
  )
  gauge('last_item_timestamp_seconds', 'When Kafka acknowledged the last item', ({ status }) =>
    seconds(status.lastItemAt),
  )
  gauge('last_success_timestamp_seconds', 'When it was last read to its end', ({ status }) =>
    seconds(status.lastSuccessAt),
  )
  return {
    items: counter('items', 'Records acknowledged by Kafka'),
    quarantined: counter('quarantined', 'Items put aside, or that filing cannot decode'),
    missingNumbers: counter('missing_numbers', 'Message numbers left out'),
    errors: new Counter({
      ...{ registers, name: `${prefix}_errors_total`, help: 'Attempts that failed', labelNames: ['source', 'code'] },
    }),
  }
}
