import { afterEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { migrateFilingIndex } from '#filing-index'
import { freePort } from '#local-stack'
import { migrateReadModel } from '#read-model'
import { eventually, testStack } from '#testkit'
import { idsOf, startIngest } from './testing/ingest.js'

const opened: Awaited<ReturnType<typeof startIngest>>[] = []
const start = async (options: Parameters<typeof startIngest>[0]) => {
  const ingest = await startIngest(options)
  opened.push(ingest)
  return ingest
}
afterEach(() => Promise.all(opened.splice(0).map((ingest) => ingest.stop())))

const vnd = { 'content-type': 'application/vnd.wireledger.update+json' }
const update = JSON.stringify({ provider: 'agy-a', item: 'A1', headline: 'h', incident: 'banjska' })
const overrule = JSON.stringify({ command: 'overrule', claims: ['agy-a/A1@1#0'], reason: 'r', by: 'desk-1' })
const asAdmin = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: testStack().adminUrl })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

describe('without PostgreSQL', () => {
  it('updates are taken in, requests that need it are not, and filing goes on when it is back', async () => {
    const name = `late_${Date.now()}`
    const url = new URL(testStack().adminUrl)
    url.pathname = `/${name}`
    const ingest = await start({ databaseUrl: url.href })
    await eventually(async () => (await ingest.log.offsets(ingest.topics.command)).length === 2)
    const [id = ''] = await idsOf(await ingest.post('/v1/wire', update, vnd))
    const keyed = await ingest.post('/v1/wire', update, { ...vnd, 'idempotency-key': 'k' })
    expect([keyed.status, keyed.headers.get('retry-after')]).toEqual([503, '2'])
    const [command = ''] = await idsOf(
      await ingest.post('/v1/incidents/banjska/commands', overrule, { 'content-type': 'application/json' }),
    )
    expect((await fetch(`${ingest.url}/health/live`)).status).toBe(200)
    expect((await fetch(`${ingest.url}/health/ready`)).status).toBe(503)

    await asAdmin(`CREATE DATABASE ${name}`)
    const pool = new pg.Pool({ connectionString: url.href, max: 1 })
    try {
      await migrateFilingIndex(url.href)
      await migrateReadModel(url.href)
      await eventually(
        async () => {
          const { rows } = await pool.query<{ topic: string; status: string }>(
            'SELECT topic, status FROM filing.receipt ORDER BY topic DESC',
          )
          expect(rows[0]).toEqual({ topic: 'wire', status: 'filed' })
          expect(rows).toHaveLength(2)
        },
        { until: `${id} and ${command} are decided on` },
      )
      await eventually(async () => (await fetch(`${ingest.url}/health/ready`)).status === 200)
      expect(ingest.fatal).toEqual([])
    } finally {
      await pool.end()
      await opened.splice(0)[0]?.stop()
      await asAdmin(`DROP DATABASE ${name} WITH (FORCE)`)
    }
  })
})

describe('without Kafka', () => {
  it('nothing is acknowledged: 503, at once enough for a publisher to wait for', async () => {
    const ingest = await start({ brokers: `127.0.0.1:${await freePort()}` })
    const began = Date.now()
    const answers = await Promise.all([
      ingest.post('/v1/wire', update, vnd),
      ingest.post('/v1/wire', 'bare text', { 'content-type': 'text/plain' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([503, 503])
    expect(answers[0]?.headers.get('retry-after')).toBe('2')
    expect(Date.now() - began).toBeLessThan(30_000)
    expect((await ingest.post('/v1/wire', '{', vnd)).status).toBe(400)
    expect((await fetch(`${ingest.url}/health/live`)).status).toBe(200)
    expect((await fetch(`${ingest.url}/health/ready`)).status).toBe(503)
    // A key whose request came to nothing can be used again at once.
    const keyed = () => ingest.post('/v1/wire', update, { ...vnd, 'idempotency-key': 'k' })
    expect([(await keyed()).status, (await keyed()).status]).toEqual([503, 503])
  })
})

describe('with an index that was lost', () => {
  it('filing is refused loudly', async () => {
    const ingest = await start({})
    await ingest.ready()
    const [id = ''] = await idsOf(await ingest.post('/v1/wire', update, vnd))
    await ingest.receipt(id)
    await ingest.pool.query('TRUNCATE filing.update, filing.checkpoint, filing.item')
    const prefix = ingest.topics.wire.replace('newsroom.wire.v1', '')
    const heir = await startIngest({ databaseUrl: ingest.database.url, prefix })
    opened.unshift(heir)
    await eventually(() => expect(heir.fatal).toMatchObject([{ code: 'FILING_INDEX_LOST' }]))
  })
})
