import { Kafka, logLevel } from 'kafkajs'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import { patiently } from './patience.js'
import type { Servers } from './servers.js'

export type Ends = ReadonlyMap<number, { readonly low: number; readonly high: number }>

/** Looks at the log and at the checkpoints, past every proxy and every service. */
export type Probe = {
  readonly ends: (topic: string) => Promise<Ends>
  /** Next offsets of filing in the wire topic, or of the projection in the log of record. */
  readonly next: (stage: 'filing' | 'projection') => Promise<ReadonlyMap<number, number>>
  /**
   * Resolves, with the seconds it took, once everything that was published before a moment of now is filed and projected
   * while more goes on coming.
   */
  readonly caughtUp: (timeoutMs: number) => Promise<number>
  /** The same for the projection alone. */
  readonly projected: (timeoutMs: number) => Promise<number>
  readonly pool: Pool
  readonly close: () => Promise<void>
}

export const openProbe = ({ brokers }: Servers, topics: TopicNames, pool: Pool, mostMs: number): Probe => {
  const kafka = new Kafka({
    brokers: [...brokers],
    clientId: 'integrity-probe',
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    requestTimeout: 5000,
    retry: { retries: 0 },
  })
  const admin = kafka.admin()
  const ends = async (topic: string): Promise<Ends> => {
    await admin.connect()
    const found = await admin.fetchTopicOffsets(topic)
    return new Map(found.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]))
  }
  const next = async (stage: 'filing' | 'projection'): Promise<ReadonlyMap<number, number>> => {
    const { rows } = await pool.query<{ log_partition: number; next_offset: string }>(
      stage === 'filing'
        ? `SELECT log_partition, next_offset FROM filing.checkpoint WHERE topic = 'wire'`
        : 'SELECT log_partition, next_offset FROM desk.checkpoint',
    )
    return new Map(rows.map((row) => [row.log_partition, Number(row.next_offset)]))
  }
  const reaches = async (stage: 'filing' | 'projection', goal: Ends, timeoutMs: number): Promise<void> => {
    await patiently(
      `${stage} reaches the end of its log`,
      timeoutMs,
      async () => {
        const at = await next(stage)
        return [...goal].every(([partition, { high }]) => (at.get(partition) ?? 0) >= high)
      },
      20,
    )
  }
  const goalOf = (topic: string, timeoutMs: number): Promise<Ends> =>
    patiently(`the ends of ${topic}`, timeoutMs, () => ends(topic), 100)
  return {
    ends,
    next,
    pool,
    projected: async (allowedMs) => {
      const timeoutMs = Math.min(allowedMs, mostMs)
      const start = performance.now()
      await reaches('projection', await goalOf(topics.incident, timeoutMs), timeoutMs)
      return (performance.now() - start) / 1000
    },
    caughtUp: async (allowedMs) => {
      const timeoutMs = Math.min(allowedMs, mostMs)
      const start = performance.now()
      await reaches('filing', await goalOf(topics.wire, timeoutMs), timeoutMs)
      await patiently(
        'everything decided on is in the log',
        timeoutMs,
        async () => {
          const { rows } = await pool.query<{ old: string | null }>('SELECT min(id) AS old FROM filing.outgoing')
          const { rows: later } = await pool.query<{ gone: boolean }>(
            'SELECT NOT EXISTS (SELECT FROM filing.outgoing WHERE id = $1) AS gone',
            [rows[0]?.old ?? -1],
          )
          return later[0]?.gone === true
        },
        20,
      )
      await reaches('projection', await goalOf(topics.incident, timeoutMs), timeoutMs)
      return (performance.now() - start) / 1000
    },
    close: () => admin.disconnect().catch(() => undefined),
  }
}
