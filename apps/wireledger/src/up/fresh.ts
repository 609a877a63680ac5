import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { emptyKafka, emptyPostgres } from '#local-stack'
import type { Settings } from '#settings'
import { wrongUsage } from '../failure.js'

/** Forgets what earlier runs kept here: both the log and the tables, because one without the other is of no use. */
export const forgetData = async (settings: Settings, dataDir: string): Promise<void> => {
  if (settings.kafkaBrokers !== null || settings.databaseUrl !== null) {
    throw wrongUsage(
      '--fresh only forgets data that "wireledger up" keeps itself; unset KAFKA_BROKERS and DATABASE_URL, or empty those servers yourself',
    )
  }
  await Promise.all([emptyKafka(join(dataDir, 'kafka')), emptyPostgres(join(dataDir, 'postgres'))])
  rmSync(join(dataDir, 'logs'), { recursive: true, force: true })
}
