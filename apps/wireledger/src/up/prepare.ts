import { setTimeout as pause } from 'node:timers/promises'
import { topicNames } from '#eventing'
import { ensureDatabase } from '#local-stack'
import type { Settings } from '#settings'
import { CommandFailure, reasonOf } from '../failure.js'
import type { Servers } from './servers.js'

const patienceMs = 60_000

const within = async <T>(work: Promise<T>, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new CommandFailure(`${what} within ${patienceMs / 1000} s`)), patienceMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

const isPassing = (error: unknown): boolean => (error as { retriable?: unknown }).retriable === true

/** A broker in its first seconds may not know yet of a topic it has just made; making it again is harmless. */
const untilSettled = async (work: () => Promise<void>): Promise<void> => {
  for (const deadline = Date.now() + patienceMs; ; await pause(250)) {
    try {
      return await work()
    } catch (error) {
      if (!isPassing(error) || Date.now() > deadline) throw error
    }
  }
}

const ensureTopics = async (settings: Settings, brokers: readonly string[]): Promise<void> => {
  const { openEventLog } = await import('#event-log')
  const log = openEventLog({ brokers, clientId: 'wireledger-up', topics: topicNames(settings.topicPrefix) })
  try {
    await untilSettled(() => log.ensureTopics(settings.partitions))
  } finally {
    await log.close()
  }
}

const migrate = async (url: string): Promise<void> => {
  await ensureDatabase(url).catch((error: unknown) => {
    throw new CommandFailure(`the database of DATABASE_URL cannot be reached: ${reasonOf(error)}`)
  })
  // The readers' views stand on the filer's tables, so those come first.
  const { migrateFilingIndex } = await import('#filing-index')
  await migrateFilingIndex(url)
  const { migrateReadModel } = await import('#read-model')
  await migrateReadModel(url)
}

/** Topics and tables, both made only where they are missing. Settles only when neither is being worked on any more. */
export const prepare = async (settings: Settings, servers: Servers): Promise<void> => {
  const ends = await Promise.allSettled([
    within(ensureTopics(settings, servers.brokers), `the topics on ${servers.brokers.join(',')} were not made`),
    within(migrate(servers.databaseUrl), 'the tables were not made'),
  ])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}
