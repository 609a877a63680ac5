import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What this service counts, for Prometheus. */
export type Metrics = {
  readonly registry: Registry
  /** Records acknowledged at the HTTP door. */
  readonly received: Counter
  /** Records decided on, by topic and receipt status. */
  readonly filed: Counter<'topic' | 'status'>
  /** Seconds one chunk took from decoding to Kafka's acknowledgement. */
  readonly chunkSeconds: Histogram<'topic'>
  /** Failed attempts at a chunk or an assignment; each is tried again. */
  readonly troubles: Counter<'what'>
  readonly lag: Gauge<'topic' | 'partition'>
}

export const openMetrics = (lagOf: () => readonly { topic: string; partition: number; lag: number }[]): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'wireledger_ingest_' })
  return {
    registry,
    received: new Counter({
      registers,
      name: 'wireledger_ingest_received_total',
      help: 'Records acknowledged at the HTTP door',
    }),
    filed: new Counter({
      registers,
      name: 'wireledger_ingest_filed_total',
      help: 'Records decided on',
      labelNames: ['topic', 'status'],
    }),
    chunkSeconds: new Histogram({
      registers,
      name: 'wireledger_ingest_chunk_seconds',
      help: 'Time a chunk took',
      labelNames: ['topic'],
    }),
    troubles: new Counter({
      registers,
      name: 'wireledger_ingest_troubles_total',
      help: 'Attempts that failed and are repeated',
      labelNames: ['what'],
    }),
    lag: new Gauge({
      ...{
        registers,
        name: 'wireledger_ingest_lag',
        help: 'Records not yet filed',
        labelNames: ['topic', 'partition'],
      },
      collect() {
        this.reset()
        for (const { topic, partition, lag } of lagOf()) this.set({ topic, partition }, lag)
      },
    }),
  }
}
