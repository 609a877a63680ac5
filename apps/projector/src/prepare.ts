import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from 'pino'
import { EventLogError, type EventLog } from '#event-log'
import { migrateFilingIndex } from '#filing-index'
import { migrateReadModel, ProjectionError } from '#read-model'

export type PrepareOptions = {
  readonly log: EventLog
  readonly partitions: number
  readonly databaseUrl: string
  readonly logger: Logger
  readonly signal: AbortSignal
}

/** Brings schema and topics up to date. What may still be starting is waited for; what only a person can mend is thrown. */
export const prepare = async ({ log, partitions, databaseUrl, logger, signal }: PrepareOptions): Promise<void> => {
  const migrate = async (): Promise<void> => {
    await migrateFilingIndex(databaseUrl)
    const names = await migrateReadModel(databaseUrl, { warn: (message) => logger.warn(message) })
    if (names.length > 0) logger.info({ migrations: names }, 'the read model was migrated')
  }
  await untilDone('PostgreSQL', migrate, isPassingDatabaseError, logger, signal)
  await untilDone('Kafka', () => log.ensureTopics(partitions), isPassingLogError, logger, signal)
}

const untilDone = async (
  what: string,
  work: () => Promise<void>,
  mayPass: (error: unknown) => boolean,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await work()
      return
    } catch (error) {
      signal.throwIfAborted()
      if (!mayPass(error)) throw error
      logger[attempt === 1 ? 'warn' : 'debug']({ err: error }, `${what} is not there yet and is waited for`)
      await pause(1000, undefined, { signal })
    }
  }
}

const isPassingLogError = (error: unknown): boolean => error instanceof EventLogError && error.retriable

// Connection errors of the system, and of PostgreSQL class 08 (connection), 53 (resources) and 57 (shutting down, starting).
const isPassingDatabaseError = (error: unknown): boolean => {
  if (error instanceof ProjectionError) return false
  const code = (error as { code?: string }).code ?? ''
  return /^(E[A-Z]+|08...|53...|57P0.)$/.test(code) || /terminated|timeout/i.test((error as Error).message)
}
