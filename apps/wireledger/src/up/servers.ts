import { join } from 'node:path'
import { startKafka, startPostgres, type KafkaServer, type PostgresServer } from '#local-stack'
import type { Settings } from '#settings'
import { note } from '../output/print.js'
import { step } from './progress.js'
import { supervise, type Supervised, type Watch } from './supervise.js'

/** Where the servers are, and those of them that are ours to stop. */
export type Servers = { readonly brokers: readonly string[]; readonly databaseUrl: string }

const onProgress = (line: string): void => note(`  ${line}`)

const kafka = async (
  settings: Settings,
  dataDir: string,
  watch: Watch,
  own: (server: Supervised) => void,
): Promise<readonly string[]> => {
  if (settings.kafkaBrokers !== null) return settings.kafkaBrokers
  let brokers: readonly string[] = []
  const start = async (): Promise<KafkaServer> => {
    const server = await startKafka({
      dataDir: join(dataDir, 'kafka'),
      port: settings.ports.kafka,
      controllerPort: settings.ports.kafkaController,
      logFile: join(dataDir, 'logs/kafka.log'),
      onProgress,
    })
    brokers = server.brokers
    return server
  }
  own(await step('Kafka answers', () => supervise('kafka', start, watch, join(dataDir, 'logs/kafka.log'))))
  return brokers
}

const postgres = async (
  settings: Settings,
  dataDir: string,
  watch: Watch,
  own: (server: Supervised) => void,
): Promise<string> => {
  if (settings.databaseUrl !== null) return settings.databaseUrl
  let url = ''
  const start = async (): Promise<PostgresServer> => {
    const server = await startPostgres({
      dataDir: join(dataDir, 'postgres'),
      port: settings.ports.postgres,
      logFile: join(dataDir, 'logs/postgres.log'),
      onProgress,
    })
    url = server.url
    return server
  }
  own(await step('PostgreSQL answers', () => supervise('postgres', start, watch, join(dataDir, 'logs/postgres.log'))))
  return url
}

/** Starts Kafka and PostgreSQL side by side, or takes those the settings name. `own` gets each one started here. */
export const startServers = async (
  settings: Settings,
  dataDir: string,
  watch: Watch,
  own: (server: Supervised) => void,
): Promise<Servers> => {
  const [brokers, databaseUrl] = await Promise.all([
    kafka(settings, dataDir, watch, own),
    postgres(settings, dataDir, watch, own),
  ])
  return { brokers, databaseUrl }
}
