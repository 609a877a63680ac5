import type { TopicNames } from '#eventing'
import { startService, type TestService } from './start-service.js'
import { testDatabase } from './test-database.js'
import { testStack } from './test-stack.js'
import { prefixOf, testTopics } from './test-topics.js'

export type Receipt = { readonly id: string; readonly position: string; readonly href: string }
export type PublishOptions = { readonly contentType?: string; readonly headers?: { readonly [name: string]: string } }

export type TestSystem = {
  readonly ingest: TestService
  readonly projector: TestService
  readonly desk: TestService
  readonly brokers: readonly string[]
  readonly databaseUrl: string
  readonly topics: TopicNames
  /** Settings (environment) under which other processes find this system, e.g. the command line. */
  readonly settings: { readonly [name: string]: string }
  /** `POST /v1/wire`; throws unless it was accepted. An object goes as a Wireledger update, text as it is. */
  publish(body: string | Uint8Array | object, options?: PublishOptions): Promise<Receipt[]>
  /** Ends the services and drops the database; the topics go with the test run's Kafka. */
  stop(): Promise<void>
}

export type SystemOptions = { readonly partitions?: number; readonly settings?: { readonly [name: string]: string } }

// Loaded here and not above: a spec of one library needs none of the others.
const prepareTopics = async (topics: TopicNames, partitions: number): Promise<void> => {
  const { openEventLog } = await import('#event-log')
  const log = openEventLog({ brokers: testStack().brokers, clientId: 'testkit', topics })
  try {
    await log.ensureTopics(partitions)
  } finally {
    await log.close()
  }
}

const migrate = async (url: string): Promise<void> => {
  const { migrateFilingIndex } = await import('#filing-index')
  const { migrateReadModel } = await import('#read-model')
  await migrateFilingIndex(url)
  await migrateReadModel(url)
}

const publishTo = (ingest: TestService): TestSystem['publish'] => {
  return async (body, options = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array
    const contentType = options.contentType ?? (raw ? 'text/plain' : 'application/vnd.wireledger.update+json')
    const answer = await fetch(`${ingest.url}/v1/wire`, {
      method: 'POST',
      headers: { 'content-type': contentType, ...options.headers },
      body: raw ? body : JSON.stringify(body),
    })
    const text = await answer.text()
    if (answer.status !== 202) throw new Error(`POST /v1/wire answered ${answer.status}: ${text}`)
    return (JSON.parse(text) as { receipts: Receipt[] }).receipts
  }
}

/** A whole Wireledger of its own: fresh database, topics nobody else uses, the three services. */
export const startSystem = async (options: SystemOptions = {}): Promise<TestSystem> => {
  const topics = testTopics()
  const partitions = options.partitions ?? 2
  const database = await testDatabase()
  const settings = {
    KAFKA_BROKERS: testStack().brokers.join(','),
    DATABASE_URL: database.url,
    WIRELEDGER_TOPIC_PREFIX: prefixOf(topics),
    WIRELEDGER_PARTITIONS: String(partitions),
    ...options.settings,
  }
  await Promise.all([prepareTopics(topics, partitions), migrate(database.url)])
  const started = await Promise.allSettled(
    (['ingest', 'projector', 'desk'] as const).map((name) => startService(name, settings)),
  )
  const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((service) => service.stop()))
    await database.drop()
  }
  const [ingest, projector, desk] = running
  if (ingest === undefined || projector === undefined || desk === undefined) {
    await stop()
    throw started.find((one) => one.status === 'rejected')?.reason as Error
  }
  const where = {
    ...settings,
    WIRELEDGER_INGEST_URL: ingest.url,
    WIRELEDGER_DESK_URL: desk.url,
  }
  return {
    ingest,
    projector,
    desk,
    brokers: testStack().brokers,
    databaseUrl: database.url,
    topics,
    settings: where,
    publish: publishTo(ingest),
    stop,
  }
}
