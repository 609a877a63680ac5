import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startKafka, startPostgres } from '#local-stack'
import { readSettings } from '#settings'

export type BenchStack = {
  readonly brokers: readonly string[]
  readonly databaseUrl: string
  /** A folder that the database server may write to; null on servers of one's own. */
  readonly folder: string | null
  readonly stop: () => Promise<void>
}

/** Servers for one run: those of KAFKA_BROKERS and DATABASE_URL, else fresh ones whose data is thrown away. */
export const startBenchStack = async (): Promise<BenchStack> => {
  const { kafkaBrokers, databaseUrl } = readSettings()
  if (kafkaBrokers !== null && databaseUrl !== null) {
    return { brokers: kafkaBrokers, databaseUrl, folder: null, stop: () => Promise.resolve() }
  }
  const folder = mkdtempSync(join(tmpdir(), 'wireledger-bench-'))
  chmodSync(folder, 0o777)
  const onProgress = (line: string): void => console.error(line)
  const [kafka, postgres] = await Promise.all([
    freePort().then((port) => startKafka({ dataDir: join(folder, 'kafka'), port, onProgress })),
    freePort().then((port) => startPostgres({ dataDir: join(folder, 'postgres'), port, onProgress })),
  ])
  return {
    brokers: kafka.brokers,
    databaseUrl: postgres.url,
    folder,
    stop: async () => {
      await Promise.all([kafka.stop(), postgres.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
