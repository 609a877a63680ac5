import { readFileSync } from 'node:fs'
import { startSystem, type TestSystem } from '#testkit'
import { allPages, getJson, publish, settled, type RevisionItem, type View } from './system/desk-client.js'
import { readEvents } from './system/sse.js'

const lines = readFileSync(new URL('../../demo/banjska.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('{"command"'))

type Blame = {
  facts: {
    fact: string
    claims: {
      id: string
      status: string
      by: string | null
      position: string
      quote: string | null
      updateId: string
    }[]
  }[]
}
type Diff = { facts: { fact: string; before: unknown; after: unknown; updates: string[] }[] }

describe('the desk', () => {
  let system: TestSystem
  let base = ''
  let incident: View

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${system.desk.url}${path}`, { headers })

  beforeAll(async () => {
    system = await startSystem()
    for (const line of lines) {
      const [id = ''] = await publish(system.ingest.url, line, {
        'content-type': 'application/vnd.wireledger.update+json',
      })
      await settled(system.desk.url, id)
    }
    const [text = ''] = await publish(system.ingest.url, 'Shootings continue, police said.', {
      'content-type': 'text/plain',
      'wire-incident': 'harbour',
      'wire-provider': 'agy-z',
      'wire-item': 'a/b@c#d%e',
    })
    await settled(system.desk.url, text)
    incident = await getJson<View>(`${system.desk.url}/v1/incidents/banjska`)
    base = `/v1/incidents/${incident.id}`
  })
  afterAll(() => system.stop())

  it('answers 304 while the revision is the one the reader has', async () => {
    const first = await get(base)
    expect(first.headers.get('etag')).toBe(`"${incident.revision}"`)
    expect((await get(base, { 'if-none-match': `"${incident.revision}"` })).status).toBe(304)
    expect((await get(base, { 'if-none-match': `"1", W/"${incident.revision}"` })).status).toBe(304)
    expect((await get(base, { 'if-none-match': '"1"' })).status).toBe(200)
  })

  it('echoes the moments of a past view, and has no revision where none was recorded', async () => {
    const asOf = await getJson<View & { asOf: string }>(`${system.desk.url}${base}?asOf=2023-09-24T08:00:00%2B02:00`)
    expect([asOf.asOf, asOf.revision]).toEqual(['2023-09-24T06:00:00.000Z', null])
    expect(asOf.beliefs['casualties/injured/police']?.best).toBe(1)
    expect(asOf.updates).toBe(2)
  })

  it.each([
    ['/v1/incidents/nowhere', /nowhere/],
    ['/v1/incidents/banjska?revision=99', /16/],
    ['/v1/incidents/banjska?knownAt=2001-01-01T00:00:00Z', /opened/],
    ['/v1/updates/agy-a%2Fnone%401', /agy-a\/none@1/],
    ['/v1/receipts/wire-0-999999', /wire-0-999999/],
    ['/v1/receipts/nonsense', /nonsense/],
    ['/v1/quarantine/none', /none/],
    ['/v1/incidents/banjska/diff?from=1&to=99', /16/],
  ])('answers 404 with a problem at %s', async (path, detail) => {
    const response = await get(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('application/problem+json'),
    ])
    expect(((await response.json()) as { detail: string }).detail).toMatch(detail)
  })

  it.each([
    'asOf=yesterday',
    'knownAt=2023-09-24T06:00:00',
    'revision=-1',
    'revision=1&asOf=2023-09-24T06:00:00Z',
    'asOf=2023-09-24T06:00:00Z&asOf=2023-09-24T07:00:00Z',
  ])('answers 400 naming the parameter for ?%s', async (query) => {
    const response = await get(`${base}?${query}`)
    const { errors } = (await response.json()) as { errors: { path: string }[] }
    expect([response.status, errors[0]?.path]).toEqual([400, query.slice(0, query.indexOf('='))])
  })

  it('lists incidents by word, provider, fact and time, page after page', async () => {
    const ids = async (query: string): Promise<string[]> =>
      (await allPages<View>(`${system.desk.url}/v1/incidents?${query}`)).map(({ id }) => id)
    expect(await ids('limit=1')).toHaveLength(2)
    expect(await ids('q=monastery')).toEqual([incident.id])
    expect(await ids('q=harbour')).not.toContain(incident.id)
    expect(await ids('provider=agy-e&fact=casualties/released/attackers')).toEqual([incident.id])
    expect(await ids('fact=note/nothing')).toEqual([])
    expect(await ids('since=2999-01-01T00:00:00Z')).toEqual([])
    expect((await get('/v1/incidents?limit=1')).headers.get('link')).toMatch(
      /^<\/v1\/incidents\?.*cursor=.*>; rel="next"$/,
    )
    expect((await get('/v1/incidents?cursor=rubbish')).status).toBe(400)
    expect((await get('/v1/incidents?limit=0')).status).toBe(400)
  })

  it('tells what changed between two revisions, and which updates did it', async () => {
    const { facts } = await getJson<Diff>(`${system.desk.url}${base}/diff?from=3&to=4`)
    const injured = facts.find(({ fact }) => fact === 'casualties/injured/police')
    expect(injured).toMatchObject({ before: { best: 1 }, after: { best: 3 }, updates: ['agy-b/0412@1'] })
    expect(facts.map(({ fact }) => fact)).not.toContain('nature')
  })

  it('blames every claim ever made, with why it stands or does not', async () => {
    const { facts } = await getJson<Blame>(`${system.desk.url}${base}/blame`)
    const killed = facts.find(({ fact }) => fact === 'casualties/killed/police')?.claims ?? []
    expect(killed.map(({ id, status, by }) => [id, status, by])).toEqual([
      ['agy-a/A1@1#0', 'live', null],
      ['agy-b/0412@1#0', 'live', null],
      ['agy-d/urn:agency-d:9@1#0', 'retracted', 'agy-d/urn:agency-d:9@2'],
    ])
    expect(killed[0]?.quote).toBe('One police officer died')
    expect(killed[0]?.position).toMatch(/newsroom\.incident\.v1\/\d+\/\d+$/)
  })

  it('tells the timeline in the order things were said', async () => {
    const items = await allPages<{ saidAt: string; updateId: string }>(`${system.desk.url}${base}/timeline?limit=4`)
    expect(items.map(({ saidAt }) => saidAt)).toEqual(items.map(({ saidAt }) => saidAt).sort())
    expect(items).toHaveLength(16)
  })

  it('shows an update whatever its id holds, and the very bytes it came as', async () => {
    const updateId = 'agy-z/a%2Fb%40c%23d%25e@1'
    const update = await getJson<{ updateId: string; item: string; text: string }>(
      `${system.desk.url}/v1/updates/${encodeURIComponent(updateId)}`,
    )
    expect(update).toMatchObject({ updateId, item: 'a/b@c#d%e', text: 'Shootings continue, police said.' })
    const raw = await get(`/v1/updates/${encodeURIComponent('agy-a/A1@1')}/raw`)
    expect(raw.headers.get('content-type')).toBe('application/vnd.wireledger.update+json')
    expect(await raw.text()).toBe(lines[0])
  })

  it('streams every revision once and in order to a reader that is cut off again and again', async () => {
    const seen: RevisionItem[] = []
    let last: string | null = null
    while (seen.length < 16) {
      const events = await readEvents(`${system.desk.url}${base}/stream?from=start`, 3, last)
      for (const { data } of events.slice(0, 16 - seen.length)) seen.push(JSON.parse(data) as RevisionItem)
      last = events.at(-1)?.id ?? last
      if (seen.length >= 15) break
    }
    expect(seen.map(({ revision }) => revision)).toEqual(seen.map((_, place) => place + 1))
  })

  it('streams what comes from now on, to all', async () => {
    const coming = readEvents(`${system.desk.url}/v1/stream`, 1)
    const line = JSON.stringify({
      provider: 'agy-a',
      item: `live-${Date.now()}`,
      headline: 'News',
      incident: 'harbour',
    })
    // The reader may not be connected yet: publish until it has seen one.
    const publishing = setInterval(
      () =>
        void publish(system.ingest.url, line.replace('live-', `live-${Math.random()}-`), {
          'content-type': 'application/json',
        }),
      200,
    )
    const [event] = await coming.finally(() => clearInterval(publishing))
    expect(event?.event).toBe('revision')
    expect(JSON.parse(event?.data ?? '')).toMatchObject({ revision: expect.any(Number), incident: expect.any(String) })
  })

  it('says how far the projection is, is ready, counts, and documents every route', async () => {
    const { items } = await getJson<{ items: { status: string; lag: number }[] }>(`${system.desk.url}/v1/projections`)
    expect(items.map(({ status }) => status)).toEqual(['live'])
    expect((await get('/health/ready')).status).toBe(200)
    expect(await (await get('/metrics')).text()).toMatch(/wireledger_desk_projection_lag \d/)
    const document = await getJson<{ openapi: string; paths: Record<string, unknown> }>(
      `${system.desk.url}/openapi.json`,
    )
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/v1/incidents',
        '/v1/incidents/{id}',
        '/v1/incidents/{id}/blame',
        '/v1/stream',
        '/v1/receipts/{id}',
        '/v1/quarantine/{id}',
        '/v1/projections',
        '/health/ready',
      ]),
    )
    expect((await get('/docs')).status).toBe(200)
  })

  it('shows a board that runs nothing but its own script', async () => {
    const page = await get('/')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'/)
    expect(await page.text()).toContain('Prosecutors in Pristina free four suspects')
  })
})
