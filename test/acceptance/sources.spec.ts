import { existsSync, mkdtempSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEventLog } from '#event-log'
import { conditional, rssItem, rssOf, startFeedServer, type FeedServer } from '#source/testing'
import { eventually, startSystem, testStack, type TestSystem } from '#testkit'

const files = 400
const kills = 3

describe('a folder and a feed through kill -9', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wireledger-sources-'))
  let system: TestSystem
  let server: FeedServer
  let pool: pg.Pool

  const bring = (n: number): void => {
    const update = { provider: 'agy-a', item: `I${n}`, headline: `Update ${n}`, incident: `sources-${n % 5}` }
    writeFileSync(join(folder, `${n}.json.part`), JSON.stringify(update))
    renameSync(join(folder, `${n}.json.part`), join(folder, `${n}.json`))
  }
  const names = (into: string): string[] => readdirSync(join(folder, into)).filter((name) => name.endsWith('.json'))
  const doneCount = (): number => (existsSync(join(folder, 'done')) ? names('done').length : 0)
  const rawValues = async (): Promise<string[]> => {
    const log = openEventLog({ brokers: testStack().brokers, clientId: 'sources-spec', topics: system.topics })
    try {
      const ends = await log.offsets(system.topics.wire)
      const values: string[] = []
      const range = (pick: 'low' | 'high') => new Map(ends.map((end) => [end.partition, end[pick]]))
      await log.readRange(system.topics.wire, range('low'), range('high'), (records) => {
        for (const { value } of records) values.push(value?.toString() ?? '')
      })
      return values
    } finally {
      await log.close()
    }
  }

  beforeAll(async () => {
    server = await startFeedServer(conditional(rssOf(), '"0"'))
    const sources = [
      { name: 'drop', kind: 'folder', provider: 'agy-a', folder, settleSeconds: 0.2 },
      { name: 'news', kind: 'feed', provider: 'agy-f', url: `${server.origin}/feed`, everySeconds: 0.1, allowNetworks: ['127.0.0.1/32'] },
    ] // prettier-ignore
    system = await startSystem({ settings: { WIRELEDGER_SOURCES: JSON.stringify(sources) } })
    pool = new pg.Pool({ connectionString: system.databaseUrl, max: 1 })
    pool.on('error', () => undefined)
  })
  afterAll(async () => {
    await pool.end()
    await system.stop()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('loses no file and no item of the feed, and files each update once', async () => {
    const guids = Array.from({ length: files }, (_, n) => `g${n}`)
    for (let n = 0; n < files; n++) {
      bring(n)
      const shown = guids.slice(0, n + 1).reverse()
      server.answer = conditional(rssOf(...shown.map((guid) => rssItem(guid))), `"${n}"`)
      if (n === 0 || n % Math.ceil(files / (kills + 1)) !== 0) continue
      // Killed while files are being moved away: some of these are, and some are only acknowledged.
      const before = doneCount()
      await eventually(() => doneCount() > before, { everyMs: 1 })
      system.ingest.kill('SIGKILL')
      await system.ingest.restart()
    }
    await eventually(() => expect(names('done')).toHaveLength(files))
    expect(names('.')).toEqual([])
    await eventually(
      async () => {
        const { rows } = await pool.query<{ filed: string }>(
          `SELECT count(*) AS filed FROM filing.update WHERE provider = 'agy-a'`,
        )
        expect(rows[0]?.filed).toBe(String(files))
      },
      { timeoutMs: 60_000 },
    )
    await eventually(
      async () => {
        const values = new Set(await rawValues())
        expect(guids.filter((guid) => !values.has(rssOf(rssItem(guid))))).toEqual([])
      },
      { everyMs: 500 },
    )
  }, 240_000)

  it('sends a file again that was acknowledged and not yet moved, and filing drops the repeat', async () => {
    // Nothing can be moved while a file stands where the folder must be.
    renameSync(join(folder, 'done'), join(folder, 'done-before'))
    writeFileSync(join(folder, 'done'), '')
    bring(files)
    const copies = async (): Promise<number> =>
      (await rawValues()).filter((value) => value.includes(`"I${files}"`)).length
    await eventually(async () => expect(await copies()).toBe(1))
    system.ingest.kill('SIGKILL')
    rmSync(join(folder, 'done'))
    mkdirSync(join(folder, 'done'))
    await system.ingest.restart()
    await eventually(() => expect(names('done')).toEqual([`${files}.json`]))
    await eventually(async () => expect(await copies()).toBe(2))
    await eventually(async () => {
      const { rows } = await pool.query<{ status: string }>(
        `SELECT status FROM filing.receipt WHERE updates LIKE '%/I${files}@1%' ORDER BY log_offset`,
      )
      expect(rows.map(({ status }) => status)).toEqual(['filed', 'repeat'])
    })
  })
})
