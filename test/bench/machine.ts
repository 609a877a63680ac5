import { execFile } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { promisify } from 'node:util'
import pg from 'pg'
import { kafkaVersion } from '#local-stack'
import { NotMeasured } from './measure.js'
import type { BenchOptions } from './options.js'
import type { BenchStack } from './stack.js'

export type Machine = { readonly [name: string]: unknown }

const settings = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'shared_buffers',
  'max_wal_size',
]

/** What the figures hang on: hardware, versions, the settings that make a database durable, and how it was started. */
export const describeMachine = async (stack: BenchStack, { command }: BenchOptions): Promise<Machine> => {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  const shown = await client.query<{ name: string; value: string }>(
    `SELECT name, current_setting(name) AS value FROM pg_settings WHERE name = ANY ($1) OR name = 'server_version'`,
    [settings],
  )
  await client.end()
  return {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryBytes: totalmem(),
    kernel: release(),
    node: process.version,
    kafka: stack.pids.kafka === null ? 'of KAFKA_BROKERS' : kafkaVersion,
    postgres: Object.fromEntries(shown.rows.map(({ name, value }) => [name, value])),
    pgbench: await pgbenchVersion().catch(() => null),
    servers:
      stack.pids.kafka === null ? 'of one’s own' : 'started for this run, data in the folder for temporary files',
    flags: process.execArgv,
    command: ['npm run bench --', ...command].join(' '),
    at: new Date().toISOString(),
  }
}

/** Throws NotMeasured where there is no pgbench. */
export const pgbenchVersion = async (): Promise<string> => {
  try {
    return (await promisify(execFile)('pgbench', ['--version'])).stdout.trim()
  } catch {
    throw new NotMeasured('there is no pgbench on this machine (it comes with the PostgreSQL client package)')
  }
}
