import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { freePort } from '#local-stack'
import { readSources } from '#source'
import { conditional, rssItem, rssOf, startFeedServer, type FeedServer } from '#source/testing'
import { eventually, testStack } from '#testkit'
import { startIngest } from '../testing/ingest.js'
import type { SourceLine } from './source-line.js'

type Ingest = Awaited<ReturnType<typeof startIngest>>
const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const start = async (sources: readonly object[], options: Parameters<typeof startIngest>[0] = {}): Promise<Ingest> => {
  const ingest = await startIngest({ ...options, sources: readSources(JSON.stringify(sources), () => undefined) })
  cleanups.push(() => ingest.stop())
  await ingest.ready()
  return ingest
}
const asAdmin = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: testStack().adminUrl })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}
/** Another process on the same topics and database. */
const startBeside = (ingest: Ingest, sources: readonly object[]): Promise<Ingest> =>
  start(sources, { databaseUrl: ingest.database.url, prefix: ingest.prefix })
const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'wireledger-folder-'))
  cleanups.push(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const serve = async (answer: RequestListener): Promise<FeedServer> => {
  const server = await startFeedServer(answer)
  cleanups.push(() => server.close())
  return server
}
const lines = async (ingest: Ingest): Promise<SourceLine[]> =>
  ((await (await fetch(`${ingest.url}/v1/sources`)).json()) as { items: SourceLine[] }).items
const line = async (ingest: Ingest): Promise<SourceLine> => {
  const [first] = await lines(ingest)
  if (first === undefined) throw new Error('no source')
  return first
}
const raw = async (ingest: Ingest): Promise<string[]> =>
  (await ingest.records(ingest.topics.wire)).map(({ value }) => value?.toString() ?? '')
const update = (item: string): string => JSON.stringify({ provider: 'agy-a', item, headline: `Headline of ${item}` })

const watched = (path: string, more: object = {}) => ({
  name: 'drop',
  kind: 'folder',
  provider: 'agy-a',
  folder: path,
  settleSeconds: 0.3,
  ...more,
})
const polled = (server: FeedServer, more: object = {}) => ({
  ...{
    name: 'news',
    kind: 'feed',
    provider: 'agy-f',
    url: `${server.origin}/feed`,
    everySeconds: 0.1,
    timeoutSeconds: 2,
  },
  ...{ allowNetworks: ['127.0.0.1/32'], ...more },
})

describe('a watched folder', () => {
  it('turns a file into one record with what its settings say, and moves it to done', async () => {
    const path = folder()
    const ingest = await start([
      watched(path, { tier: 2, independenceGroup: 'g', timeZone: 'Europe/Vienna', language: 'en' }),
    ])
    writeFileSync(join(path, 'one.json'), update('A1'))
    const [record] = await eventually(async () => {
      const records = await ingest.records(ingest.topics.wire)
      return records.length === 1 && records
    })
    expect(record?.value?.toString()).toBe(update('A1'))
    expect(record?.key).toBeNull()
    expect(
      Object.fromEntries(Object.entries(record?.headers ?? {}).map(([name, value]) => [name, value.toString()])),
    ).toEqual({
      'wire-source': 'drop',
      'wire-provider': 'agy-a',
      'wire-tier': '2',
      'wire-independence-group': 'g',
      'wire-time-zone': 'Europe/Vienna',
      'wire-language': 'en',
    })
    await eventually(() => expect(readdirSync(join(path, 'done'))).toEqual(['one.json']))
    await eventually(async () =>
      expect(await line(ingest)).toMatchObject({
        state: 'running',
        items: 1,
        quarantined: 0,
        lagSeconds: 0,
        lastError: null,
      }),
    )
  })

  it('waits for a file that is still being written or has an unfinished name, and follows no link', async () => {
    const path = folder()
    const ingest = await start([watched(path, { settleSeconds: 0.6 })])
    const whole = update('A1')
    writeFileSync(join(path, 'two.json.part'), update('A2'))
    symlinkSync('/etc/hostname', join(path, 'link.txt'))
    writeFileSync(join(path, 'slow.json'), '')
    for (const piece of [whole.slice(0, 9), whole.slice(9, 20), whole.slice(20)]) {
      await new Promise((resolve) => setTimeout(resolve, 250))
      appendFileSync(join(path, 'slow.json'), piece)
    }
    await eventually(() => expect(readdirSync(join(path, 'done'))).toEqual(['slow.json']))
    renameSync(join(path, 'two.json.part'), join(path, 'two.json'))
    await eventually(() => expect(readdirSync(join(path, 'done'))).toHaveLength(2))
    expect(await raw(ingest)).toEqual([whole, update('A2')])
    expect(readdirSync(path)).toContain('link.txt')
  })

  it('sends a file again that was written on after it had been taken for whole', async () => {
    const path = folder()
    const ingest = await start([watched(path)])
    writeFileSync(join(path, 'paused.json'), update('A1').slice(0, 20))
    await eventually(() => expect(readdirSync(join(path, 'done'))).toEqual(['paused.json']))
    // Whoever has it open writes into the file, wherever it was moved.
    appendFileSync(join(path, 'done', 'paused.json'), update('A1').slice(20))
    await eventually(async () => expect(await raw(ingest)).toEqual([update('A1').slice(0, 20), update('A1')]))
    await eventually(() => expect(readdirSync(join(path, 'done'))).toEqual(['paused.json']))
  })

  it('puts a file that is too large into quarantine with its reason, and never writes over one that is there', async () => {
    const path = folder()
    mkdirSync(join(path, 'done'))
    writeFileSync(join(path, 'done', 'one.json'), 'before')
    const ingest = await start([watched(path)])
    writeFileSync(join(path, 'large.txt'), 'x'.repeat(1_000_001))
    writeFileSync(join(path, 'one.json'), update('A1'))
    await eventually(() =>
      expect(readdirSync(join(path, 'quarantine')).sort()).toEqual(['large.txt', 'large.txt.reason.json']),
    )
    const reason = JSON.parse(readFileSync(join(path, 'quarantine', 'large.txt.reason.json'), 'utf8')) as object
    expect(reason).toMatchObject({
      file: 'large.txt',
      source: 'drop',
      code: 'SOURCE_TOO_LARGE',
      reason: '1000001 bytes; one item may have 1000000',
    })
    await eventually(() => expect(readdirSync(join(path, 'done')).sort()).toEqual(['one-1.json', 'one.json']))
    expect(readFileSync(join(path, 'done', 'one.json'), 'utf8')).toBe('before')
    expect(await line(ingest)).toMatchObject({ items: 1, quarantined: 1 })
  })

  it('counts what filing will not be able to decode', async () => {
    const path = folder()
    const ingest = await start([watched(path)])
    writeFileSync(join(path, 'bad.json'), '{"provider":')
    await eventually(async () => expect(await line(ingest)).toMatchObject({ items: 1, quarantined: 1 }))
    expect(await (await fetch(`${ingest.url}/metrics`)).text()).toContain(
      'wireledger_ingest_source_quarantined_total{source="drop"} 1',
    )
  })

  it('keeps its files while Kafka is away', async () => {
    const path = folder()
    const sources = readSources(JSON.stringify([watched(path)]), () => undefined)
    const ingest = await startIngest({ brokers: `127.0.0.1:${await freePort()}`, sources })
    cleanups.push(() => ingest.stop())
    writeFileSync(join(path, 'one.json'), update('A1'))
    await eventually(async () =>
      expect(await line(ingest)).toMatchObject({ state: 'failing', lastError: { code: 'SOURCE_LOG_UNAVAILABLE' } }),
    )
    expect(readdirSync(path)).toEqual(['one.json'])
    expect((await line(ingest)).lagSeconds).toBeGreaterThan(0)
  })

  it('that is missing is told, leaves the service ready, and is read as soon as it is there', async () => {
    const path = join(folder(), 'later')
    const ingest = await start([watched(path)])
    await eventually(async () =>
      expect(await line(ingest)).toMatchObject({ state: 'failing', lastError: { code: 'SOURCE_FOLDER' } }),
    )
    expect((await fetch(`${ingest.url}/health/ready`)).status).toBe(200)
    mkdirSync(path)
    writeFileSync(join(path, 'one.json'), update('A1'))
    await eventually(async () => expect(await line(ingest)).toMatchObject({ state: 'running', items: 1 }))
  })
})

describe('a polled feed', () => {
  it('sends each item once, as a document of its own, and then asks only whether anything has changed', async () => {
    const server = await serve(conditional(rssOf(rssItem('2'), rssItem('1')), '"v1"'))
    const ingest = await start([polled(server)])
    await eventually(async () => expect(await raw(ingest)).toEqual([rssOf(rssItem('1')), rssOf(rssItem('2'))]))
    await eventually(() =>
      expect(server.asked.filter(({ headers }) => headers['if-none-match'] === '"v1"').length).toBeGreaterThan(2),
    )
    // An older item that appears late, and one that was changed: no watermark hides them.
    server.answer = conditional(rssOf(rssItem('2'), rssItem('1', 'Changed'), rssItem('0')), '"v2"')
    await eventually(async () =>
      expect((await raw(ingest)).slice(2)).toEqual([rssOf(rssItem('0')), rssOf(rssItem('1', 'Changed'))]),
    )
    const [record] = await ingest.records(ingest.topics.wire)
    expect(record?.headers['content-type']?.toString()).toBe('application/rss+xml')
    expect(await line(ingest)).toMatchObject({ state: 'running', items: 4, failures: 0 })
  })

  it('remembers across a restart what it has sent', async () => {
    const server = await serve(conditional(rssOf(rssItem('1')), '"v1"'))
    const first = await start([polled(server)])
    await eventually(async () => expect(await raw(first)).toHaveLength(1))
    await first.closeApp()
    const before = server.asked.length
    await startBeside(first, [polled(server)])
    server.answer = conditional(rssOf(rssItem('2'), rssItem('1')), '"v2"')
    await eventually(async () => expect(await raw(first)).toEqual([rssOf(rssItem('1')), rssOf(rssItem('2'))]))
    expect(server.asked[before]?.headers['if-none-match']).toBe('"v1"')
  })

  it('with an item that is no good goes on with the others', async () => {
    const poison = '<item><title>R&D</b></item>'
    const server = await serve((_, response) => void response.end(rssOf(rssItem('3'), poison, rssItem('1'))))
    const ingest = await start([polled(server)])
    await eventually(async () =>
      expect(await raw(ingest)).toEqual([rssOf(rssItem('1')), rssOf(poison), rssOf(rssItem('3'))]),
    )
    await eventually(async () => expect(await line(ingest)).toMatchObject({ state: 'running', items: 3 }))
  })

  it('that fails is told and backed off from, leaves the service ready, and is taken up again', async () => {
    const server = await serve((_, response) => void response.writeHead(503, { 'retry-after': '1' }).end())
    const ingest = await start([polled(server)])
    await eventually(async () =>
      expect(await line(ingest)).toMatchObject({ state: 'failing', lastError: { code: 'SOURCE_STATUS' } }),
    )
    await eventually(async () => expect((await line(ingest)).failures).toBeGreaterThan(1))
    expect(server.asked.length).toBeLessThan(5)
    expect((await fetch(`${ingest.url}/health/ready`)).status).toBe(200)
    server.answer = conditional(rssOf(rssItem('1')), '"v1"')
    await eventually(async () => expect(await line(ingest)).toMatchObject({ state: 'running', items: 1, failures: 0 }))
    const metrics = await (await fetch(`${ingest.url}/metrics`)).text()
    expect(metrics).toMatch(/wireledger_ingest_source_errors_total\{source="news",code="SOURCE_STATUS"\} [2-9]/)
    expect(metrics).toContain('wireledger_ingest_source_up{source="news"} 1')
  })

  it('that answers with something else is told, and the first of it is kept for whoever has to see it', async () => {
    let page = 0
    const server = await serve(
      (_, response) => void response.setHeader('content-type', 'text/html').end(`<html>Sorry ${page++}</html>`),
    )
    const ingest = await start([polled(server)])
    await eventually(async () =>
      expect(await line(ingest)).toMatchObject({
        state: 'failing',
        failures: expect.any(Number),
        lastError: { code: 'SOURCE_FEED_UNREADABLE' },
      }),
    )
    await eventually(() => expect(page).toBeGreaterThan(2))
    expect(await raw(ingest)).toEqual(['<html>Sorry 0</html>'])
    await eventually(async () => {
      const { rows } = await ingest.pool.query<{ code: string }>('SELECT code FROM filing.quarantine')
      expect(rows).toHaveLength(1)
    })
  })

  it('that leads to a closed address reaches nothing there', async () => {
    const canary = await serve((_, response) => void response.end('secret'))
    const server = await serve(
      (_, response) => void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end(),
    )
    const ingest = await start([
      polled(server, { name: 'redirects' }),
      polled(canary, { name: 'private', allowNetworks: [] }),
      polled(canary, { name: 'by-name', url: `http://localhost:${canary.port}/`, allowNetworks: [] }),
    ])
    await eventually(async () =>
      expect((await lines(ingest)).map(({ lastError }) => lastError?.code)).toEqual([
        'SOURCE_REDIRECT_REFUSED',
        'SOURCE_ADDRESS_REFUSED',
        'SOURCE_ADDRESS_REFUSED',
      ]),
    )
    expect(canary.asked).toEqual([])
    expect(await raw(ingest)).toEqual([])
  })

  it('is read by one of several processes', async () => {
    const server = await serve(conditional(rssOf(rssItem('1')), '"v1"'))
    const first = await start([polled(server)])
    await eventually(async () => expect(await line(first)).toMatchObject({ state: 'running', items: 1 }))
    const second = await startBeside(first, [polled(server)])
    await eventually(async () => expect(await line(second)).toMatchObject({ state: 'standby', items: 0 }))
    await first.closeApp()
    await eventually(async () => expect(await line(second)).toMatchObject({ state: 'running' }))
    server.answer = conditional(rssOf(rssItem('2'), rssItem('1')), '"v2"')
    await eventually(async () => expect(await raw(second)).toEqual([rssOf(rssItem('1')), rssOf(rssItem('2'))]))
  })

  it('goes on without PostgreSQL, and writes down what it remembers when that is back', async () => {
    const server = await serve(conditional(rssOf(rssItem('1')), '"v1"'))
    const ingest = await start([polled(server)])
    await eventually(async () => expect(await line(ingest)).toMatchObject({ state: 'running', items: 1 }))
    const name = new URL(ingest.database.url).pathname.slice(1)
    await asAdmin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`)
    await asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`)
    server.answer = conditional(rssOf(rssItem('2'), rssItem('1')), '"v2"')
    await eventually(async () => expect(await raw(ingest)).toEqual([rssOf(rssItem('1')), rssOf(rssItem('2'))]))
    await asAdmin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`)
    await eventually(async () => {
      const { rows } = await ingest.pool.query('SELECT digest FROM source.entry')
      expect(rows).toHaveLength(2)
    })
    expect(await line(ingest)).toMatchObject({ items: 2 })
  })

  it('that says nothing for too long is silent', async () => {
    const server = await serve(conditional(rssOf(), '"v1"'))
    const ingest = await start([polled(server, { silentAfterMinutes: 0.01 })])
    await eventually(async () => expect(await line(ingest)).toMatchObject({ state: 'running', silent: true }))
    expect(await (await fetch(`${ingest.url}/metrics`)).text()).toContain(
      'wireledger_ingest_source_silent{source="news"} 1',
    )
  })
})

describe('an index of CAP alerts', () => {
  const entry = (id: string, href: string): string =>
    `<entry><id>${id}</id><link type="application/cap+xml" href="${href}"/></entry>`
  const atom = (...entries: string[]): string => `<feed xmlns="http://www.w3.org/2005/Atom">${entries.join('')}</feed>`

  it('is followed to the alerts; one that fails holds up no other and is fetched later, one that is off the list never', async () => {
    const evil = await serve((_, response) => void response.end('secret'))
    let broken = true
    const server = await serve((request, response) => {
      if (request.url === '/feed')
        response
          .setHeader('etag', '"v1"')
          .end(atom(entry('3', '/3.cap'), entry('2', `${evil.origin}/2.cap`), entry('1', '/1.cap')))
      else if (request.url === '/3.cap' && broken) response.writeHead(500).end()
      else response.setHeader('content-type', 'application/cap+xml').end(`<alert>${request.url}</alert>`)
    })
    const ingest = await start([polled(server, { kind: 'cap-index' })])
    await eventually(async () => expect(await raw(ingest)).toEqual(['<alert>/1.cap</alert>']))
    expect(await line(ingest)).toMatchObject({ state: 'running', items: 1 })
    broken = false
    await eventually(async () => expect(await raw(ingest)).toEqual(['<alert>/1.cap</alert>', '<alert>/3.cap</alert>']))
    expect(evil.asked).toEqual([])
    const { rows } = await ingest.pool.query<{ reason: string | null }>(
      'SELECT reason FROM source.entry WHERE reason IS NOT NULL',
    )
    expect(rows).toEqual([{ reason: expect.stringContaining('is not among the hosts') }])
  })
})

describe('pages of JSON', () => {
  const pageOf = (next: string, ...items: string[]): string =>
    JSON.stringify({
      data: {
        next_page: next,
        items: items.map((item) => ({ item: { altids: { itemid: item, etag: `${item}_1` } } })),
      },
    })

  it('are followed to the last one, which is then asked for again and again, across a restart too', async () => {
    const pages: Record<string, string> = {
      '/feed': pageOf('/feed?page=2', 'a', 'b'),
      '/feed?page=2': pageOf('/feed?page=3', 'c'),
      '/feed?page=3': pageOf('/feed?page=3'),
    }
    const server = await serve((request, response) => void response.end(pages[request.url ?? '']))
    const source = polled(server, { kind: 'json-pages' })
    const ingest = await start([source])
    const idsOf = async () =>
      (await raw(ingest)).map((text) =>
        (JSON.parse(text) as { data: { items: { item: { altids: { itemid: string } } }[] } }).data.items.map(
          ({ item }) => item.altids.itemid,
        ),
      )
    await eventually(async () => expect(await idsOf()).toEqual([['a'], ['b'], ['c']]))
    await eventually(() => expect(server.asked.at(-1)?.path).toBe('/feed?page=3'))
    await ingest.closeApp()
    const before = server.asked.length
    await startBeside(ingest, [source])
    pages['/feed?page=3'] = pageOf('/feed?page=4', 'd')
    pages['/feed?page=4'] = pageOf('/feed?page=4')
    await eventually(async () => expect(await idsOf()).toEqual([['a'], ['b'], ['c'], ['d']]))
    expect(server.asked[before]?.path).toBe('/feed?page=3')
  })

  it('begin anew where the page to go on with is not known any more, without sending anything twice', async () => {
    const pages: Record<string, string | undefined> = { '/feed': pageOf('/gone', 'a') }
    const server = await serve((request, response) => {
      const page = pages[request.url ?? '']
      response.writeHead(page === undefined ? 404 : 200).end(page)
    })
    const ingest = await start([polled(server, { kind: 'json-pages' })])
    await eventually(() => expect(server.asked.filter(({ path }) => path === '/feed').length).toBeGreaterThan(1))
    expect(await raw(ingest)).toHaveLength(1)
  })
})
