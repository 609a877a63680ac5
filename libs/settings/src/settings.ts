import { z } from 'zod'

const port = z.coerce.number().int().min(0).max(65535)
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)

const environment = z.object({
  KAFKA_BROKERS: list.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional(),
  WIRELEDGER_PORT_BASE: z.coerce.number().int().min(1024).max(65435).default(7400),
  WIRELEDGER_INGEST_URL: z.url().optional(),
  WIRELEDGER_DESK_URL: z.url().optional(),
  WIRELEDGER_INGEST_PORT: port.optional(),
  WIRELEDGER_DESK_PORT: port.optional(),
  WIRELEDGER_PROJECTOR_PORT: port.optional(),
  WIRELEDGER_HOST: z.string().default('127.0.0.1'),
  WIRELEDGER_TOPIC_PREFIX: z
    .string()
    .regex(/^[a-z0-9.-]*$/, 'must be lower-case letters, digits, dots and dashes')
    .default(''),
  WIRELEDGER_PARTITIONS: z.coerce.number().int().min(1).max(256).default(8),
  WIRELEDGER_DATA_DIR: z.string().default('.wireledger'),
  WIRELEDGER_SOURCES: z.string().optional(),
  WIRELEDGER_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** Every setting of every process, read once. Ports of the contract hang on `portBase` (ADR 1). */
export type Settings = {
  readonly kafkaBrokers: readonly string[] | null
  readonly databaseUrl: string | null
  readonly portBase: number
  readonly host: string
  readonly ports: {
    readonly ingest: number
    readonly desk: number
    readonly projector: number
    readonly postgres: number
    readonly kafka: number
    readonly kafkaController: number
  }
  readonly ingestUrl: string | null
  readonly deskUrl: string | null
  readonly topicPrefix: string
  readonly partitions: number
  readonly dataDir: string
  /** Folders and feeds that are read beside HTTP and Kafka: a JSON list, or the path of a file with one. */
  readonly sources: string | null
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

/** Thrown with every bad setting at once, each with its name and what is wrong with it. */
export class BadSettings extends Error {
  readonly code = 'SETTINGS_INVALID'
}

/** Reads and checks the settings; throws {@link BadSettings} naming each bad one. */
export const readSettings = (env: NodeJS.ProcessEnv = process.env): Settings => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    throw new BadSettings(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  }
  const values = parsed.data
  const base = values.WIRELEDGER_PORT_BASE
  return {
    kafkaBrokers: values.KAFKA_BROKERS ?? null,
    databaseUrl: values.DATABASE_URL ?? null,
    portBase: base,
    host: values.WIRELEDGER_HOST,
    ports: {
      ingest: values.WIRELEDGER_INGEST_PORT ?? base + 10,
      desk: values.WIRELEDGER_DESK_PORT ?? base + 11,
      projector: values.WIRELEDGER_PROJECTOR_PORT ?? base + 12,
      postgres: base + 32,
      kafka: base + 92,
      kafkaController: base + 93,
    },
    ingestUrl: values.WIRELEDGER_INGEST_URL ?? null,
    deskUrl: values.WIRELEDGER_DESK_URL ?? null,
    topicPrefix: values.WIRELEDGER_TOPIC_PREFIX,
    partitions: values.WIRELEDGER_PARTITIONS,
    dataDir: values.WIRELEDGER_DATA_DIR,
    sources: values.WIRELEDGER_SOURCES ?? null,
    logLevel: values.WIRELEDGER_LOG_LEVEL,
  }
}

/** A variable that another setting names, such as the key of a feed. */
export const environmentValue = (name: string, env: NodeJS.ProcessEnv = process.env): string | undefined => env[name]
