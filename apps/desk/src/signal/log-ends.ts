import type { EventLog } from '#event-log'

export type LogEnds = {
  /** Where each partition of a topic ended when last heard of, at most so old; null where Kafka does not say. */
  readonly of: (topic: string, maxAgeMs?: number) => Promise<ReadonlyMap<number, number> | null>
}

const patienceMs = 2_000

/** The ends of the logs, asked for at most once a second however many ask, and never waited for long. */
export const openLogEnds = (log: EventLog): LogEnds => {
  const heard = new Map<string, { readonly at: number; readonly ends: Promise<ReadonlyMap<number, number> | null> }>()
  const ask = async (topic: string): Promise<ReadonlyMap<number, number> | null> => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), patienceMs)
    })
    const offsets = log.offsets(topic).then(
      (found) => new Map(found.map(({ partition, high }) => [partition, high])),
      () => null,
    )
    return Promise.race([offsets, late]).finally(() => clearTimeout(timer))
  }
  return {
    of: (topic, maxAgeMs = 1_000) => {
      const last = heard.get(topic)
      if (last !== undefined && Date.now() - last.at <= maxAgeMs) return last.ends
      const ends = ask(topic)
      heard.set(topic, { at: Date.now(), ends })
      return ends
    },
  }
}
