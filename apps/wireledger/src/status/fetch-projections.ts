import { brokersOf, databaseOf, type FoundSystem } from '../system/find-system.js'
import { openLog } from '../system/open-log.js'
import type { PartitionLag, ProjectionsStatus } from './projection-status.js'

/** Versions and lag from the database and the log themselves, so that they are told even while the desk is down. */
export const fetchProjections = async (system: FoundSystem, patienceMs: number): Promise<ProjectionsStatus> => {
  brokersOf(system)
  const { liveProjection, nextOffsets, openDatabase, projectionVersions } = await import('#read-model')
  const pool = openDatabase({ url: databaseOf(system), applicationName: 'wireledger-status', max: 1 })
  const { log, topics } = await openLog(system)
  try {
    const versions = await projectionVersions(pool)
    const done = await nextOffsets(pool, (await liveProjection(pool)).schema)
    const offsets = await within(patienceMs, log.offsets(topics.incident))
    const lag = offsets.map(({ partition, high }): PartitionLag => {
      const next = done.get(partition) ?? 0
      return { partition, next, high, behind: Math.max(0, high - next) }
    })
    return { versions, lag: lag.sort((left, right) => left.partition - right.partition) }
  } finally {
    await Promise.all([log.close(), pool.end()])
  }
}

// The log waits for its brokers for ever; somebody who asks how things are does not.
const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Kafka did not answer within ${ms / 1000} s`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
