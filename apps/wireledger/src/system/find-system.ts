import { readSettings } from '#settings'
import { CommandFailure } from '../failure.js'
import { readStackFile } from './stack-file.js'

/** Where the parts of the running system are; null where nothing says it. The environment wins over `stack.json`. */
export type FoundSystem = {
  readonly ingest: string | null
  readonly desk: string | null
  readonly kafkaBrokers: readonly string[] | null
  readonly databaseUrl: string | null
  readonly topicPrefix: string
  readonly partitions: number
  readonly pids: { readonly [name: string]: number }
  readonly stackFile: string | null
}

/** Looks the system up; never fails for a missing part, see {@link deskOf} and its neighbours. */
export const findSystem = (): FoundSystem => {
  const settings = readSettings()
  const stack = readStackFile(settings.dataDir)
  return {
    ingest: settings.ingestUrl ?? stack?.ingest ?? null,
    desk: settings.deskUrl ?? stack?.desk ?? null,
    kafkaBrokers: settings.kafkaBrokers ?? stack?.kafkaBrokers.split(',') ?? null,
    databaseUrl: settings.databaseUrl ?? stack?.databaseUrl ?? null,
    topicPrefix: settings.topicPrefix,
    partitions: settings.partitions,
    pids: stack?.pids ?? {},
    stackFile: stack?.path ?? null,
  }
}

const missing = (part: string, variable: string): CommandFailure =>
  new CommandFailure(`no running system found: nothing says where ${part} is`, 1, [
    'start one on this machine with: wireledger up',
    `or name a running one with: ${variable}=...`,
  ])

/** The desk's address, or a failure that says how to start one. */
export const deskOf = (system: FoundSystem): string => {
  if (system.desk === null) throw missing('the desk', 'WIRELEDGER_DESK_URL')
  return system.desk
}

/** The ingest service's address, or a failure that says how to start one. */
export const ingestOf = (system: FoundSystem): string => {
  if (system.ingest === null) throw missing('the ingest service', 'WIRELEDGER_INGEST_URL')
  return system.ingest
}

/** Kafka's brokers, or a failure that says how to start one. */
export const brokersOf = (system: FoundSystem): readonly string[] => {
  if (system.kafkaBrokers === null) throw missing('Kafka', 'KAFKA_BROKERS')
  return system.kafkaBrokers
}

/** The database's address, or a failure that says how to start one. */
export const databaseOf = (system: FoundSystem): string => {
  if (system.databaseUrl === null) throw missing('PostgreSQL', 'DATABASE_URL')
  return system.databaseUrl
}
