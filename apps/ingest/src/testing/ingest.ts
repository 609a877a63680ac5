import pg from 'pg'
import { topicNames } from '#eventing'
import { openEventLog, type LogRecord } from '#event-log'
import { migrateFilingIndex } from '#filing-index'
import { migrateReadModel } from '#read-model'
import { readSettings } from '#settings'
import type { SourceSettings } from '#source'
import { eventually, prefixOf, testDatabase, testStack, testTopics } from '#testkit'
import { openIngest } from '../ingest-app.js'
import { openLogger } from '#service'

type Options = {
  /** Instead of a fresh, migrated database. */
  readonly databaseUrl?: string
  readonly brokers?: string
  /** Instead of topics of its own. */
  readonly prefix?: string
  readonly sources?: readonly SourceSettings[]
}

/** The whole service in this process, on topics and a database of its own. */
export const startIngest = async ({ databaseUrl, brokers, prefix, sources = [] }: Options = {}) => {
  const topics = prefix === undefined ? testTopics() : topicNames(prefix)
  const database = await testDatabase()
  if (databaseUrl === undefined) {
    await migrateFilingIndex(database.url)
    await migrateReadModel(database.url)
  }
  const settings = readSettings({
    KAFKA_BROKERS: brokers ?? testStack().brokers.join(','),
    DATABASE_URL: databaseUrl ?? database.url,
    WIRELEDGER_TOPIC_PREFIX: prefixOf(topics),
    WIRELEDGER_PARTITIONS: '2',
    WIRELEDGER_LOG_LEVEL: 'fatal',
  })
  const fatal: Error[] = []
  const { app, close } = await openIngest({
    settings,
    sources,
    logger: openLogger('ingest', 'fatal'),
    onFatal: (error) => fatal.push(error),
    // Under jest on Node 20 the page's static files cannot be loaded; the process spec looks at it.
    docsPage: false,
  })
  await app.listen(0, '127.0.0.1')
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1')
  const log = openEventLog({ brokers: testStack().brokers, clientId: 'ingest-spec', topics })
  const pool = new pg.Pool({ connectionString: database.url, max: 2 })
  pool.on('error', () => undefined)

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(url + path, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers })
  const ready = () =>
    eventually(async () => (await fetch(`${url}/health/ready`)).status === 200, { until: 'ready', timeoutMs: 25_000 })
  const receipt = (id: string) =>
    eventually(
      async () => {
        const { rows } = await pool.query<{ status: string; updates: string; reason: string | null; warnings: string }>(
          `SELECT status, updates, reason, warnings FROM filing.receipt WHERE topic || '-' || log_partition || '-' || log_offset = $1`,
          [id],
        )
        const row = rows[0]
        return row === undefined
          ? false
          : { ...row, updates: JSON.parse(row.updates) as Updates, warnings: JSON.parse(row.warnings) as string[] }
      },
      { until: `${id} is decided on` },
    )
  const records = async (topic: string): Promise<LogRecord[]> => {
    const offsets = await log.offsets(topic)
    const found: LogRecord[] = []
    await log.readRange(
      topic,
      new Map(offsets.map(({ partition, low }) => [partition, low])),
      new Map(offsets.map(({ partition, high }) => [partition, high])),
      (batch) => void found.push(...batch),
    )
    return found
  }
  let closed: Promise<void> | undefined
  const closeApp = (): Promise<void> => (closed ??= close())
  return {
    ...{ url, topics, log, pool, fatal, post, ready, receipt, records, database, closeApp },
    prefix: prefixOf(topics),
    stop: async () => {
      await closeApp()
      await log.close()
      await pool.end()
      await database.drop()
    },
  }
}

type Updates = { updateId: string; incident: string; eventId: string }[]

/** The ids of a 202. */
export const idsOf = async (answer: Response): Promise<string[]> => {
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`)
  return ((await answer.json()) as { receipts: { id: string }[] }).receipts.map(({ id }) => id)
}
