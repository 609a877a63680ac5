import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort, startKafka, startPostgres } from '#local-stack'
import { readSettings } from '#settings'

export type BenchStack = {
  readonly brokers: readonly string[]
  readonly databaseUrl: string
  /** A folder that the database server may write to; null on servers of one's own. */
  readonly serverFolder: string | null
  /** For the logs of the services. */
  readonly folder: string
  /** Flags of Node that make the services write CPU profiles. */
  readonly profiling: readonly string[]
  /** Process ids of the servers; null on servers of one's own. */
  readonly pids: { readonly kafka: number | null; readonly postgres: number | null }
  readonly stop: () => Promise<void>
}

/**
 * Servers for one run: those of KAFKA_BROKERS and DATABASE_URL, else fresh ones whose data is thrown away. With a folder
 * for them, services write CPU profiles there when they end.
 */
export const startBenchStack = async (profiles: string | null): Promise<BenchStack> => {
  const { kafkaBrokers, databaseUrl } = readSettings()
  const folder = mkdtempSync(join(tmpdir(), 'wireledger-bench-'))
  const profiling = profiles === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profiles)}`]
  const forget = (): void => rmSync(folder, { recursive: true, force: true })
  if (kafkaBrokers !== null && databaseUrl !== null) {
    const pids = { kafka: null, postgres: null }
    return {
      ...{ brokers: kafkaBrokers, databaseUrl, serverFolder: null, folder, profiling, pids },
      stop: () => Promise.resolve(forget()),
    }
  }
  chmodSync(folder, 0o777)
  const onProgress = (line: string): void => console.error(line)
  const [kafka, postgres] = await Promise.all([
    freePort().then((port) => startKafka({ dataDir: join(folder, 'kafka'), port, onProgress })),
    freePort().then((port) => startPostgres({ dataDir: join(folder, 'postgres'), port, onProgress })),
  ])
  return {
    brokers: kafka.brokers,
    databaseUrl: postgres.url,
    serverFolder: folder,
    folder,
    profiling,
    pids: { kafka: kafka.pid, postgres: postgres.pid },
    stop: async () => {
      await Promise.all([kafka.stop(), postgres.stop()])
      forget()
    },
  }
}
