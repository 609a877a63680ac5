import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { idsOf, startIngest } from '../testing/ingest.js'

let ingest: Awaited<ReturnType<typeof startIngest>>
beforeAll(async () => {
  ingest = await startIngest()
  await ingest.ready()
})
afterAll(() => ingest.stop())

const vnd = { 'content-type': 'application/vnd.wireledger.update+json' }
const update = (over: object = {}): string =>
  JSON.stringify({
    provider: 'agy-a',
    item: 'A1',
    saidAt: '2023-09-24T07:20:00+02:00',
    headline: 'h',
    incident: 'banjska',
    ...over,
  })

describe('POST /v1/wire', () => {
  it('answers 202 with one receipt and appends the very bytes with their headers, keyed by provider', async () => {
    const bytes = Buffer.from(`  ${update({ item: 'raw', unknown: [1, 'é'] })}\n`)
    const answer = await ingest.post('/v1/wire', bytes, {
      ...vnd,
      'wire-language': 'en',
      ce_id: '7',
      ce_source: 'feed',
    })
    expect(answer.status).toBe(202)
    const body = (await answer.json()) as { receipts: { id: string; position: string; href: string }[] }
    const [receipt] = body.receipts
    const [, partition, offset] = /^wire-(\d+)-(\d+)$/.exec(receipt?.id ?? '') ?? []
    expect(receipt).toEqual({
      id: `wire-${partition}-${offset}`,
      position: `${ingest.topics.wire}/${partition}/${offset}`,
      href: `/v1/receipts/wire-${partition}-${offset}`,
    })
    const record = await ingest.log.readAt({
      topic: ingest.topics.wire,
      partition: Number(partition),
      offset: Number(offset),
    })
    expect(record?.value).toEqual(bytes)
    expect(record?.key?.toString()).toBe('agy-a')
    expect(
      Object.fromEntries(Object.entries(record?.headers ?? {}).map(([name, value]) => [name, value.toString()])),
    ).toEqual({
      ...vnd,
      ...{ 'wire-language': 'en', ce_id: '7', ce_source: 'feed' },
    })
    expect(await ingest.receipt(receipt?.id ?? '')).toMatchObject({
      status: 'filed',
      updates: [{ updateId: 'agy-a/raw@1' }],
    })
  })
  it('reads a time without an offset by the clock of wire-time-zone', async () => {
    const item = JSON.stringify({ uri: 'urn:x:local', headline: 'h', versioncreated: '2024-07-15T12:30:00' })
    const headers = { 'content-type': 'application/vnd.iptc.ninjs+json', 'wire-time-zone': 'Europe/Vienna' }
    const [id = ''] = await idsOf(await ingest.post('/v1/wire', item, { ...headers, 'wire-provider': 'agy-z' }))
    // The version is the time that it was made.
    expect(await ingest.receipt(id)).toMatchObject({
      status: 'filed',
      updates: [{ updateId: 'agy-z/urn:x:local@2024-07-15T10:30:00.000Z' }],
    })
  })
  it('takes plain text without a key, so that its provider does not become an incident', async () => {
    const [id = ''] = await idsOf(
      await ingest.post('/v1/wire', 'shootings continue', { 'content-type': 'text/plain', 'wire-provider': 'agy-t' }),
    )
    const filed = await ingest.receipt(id)
    expect(filed.status).toBe('filed')
    const [, partition, offset] = id.split('-').map(Number)
    const record = await ingest.log.readAt({
      topic: ingest.topics.wire,
      partition: partition ?? 0,
      offset: offset ?? 0,
    })
    expect(record?.key).toBeNull()
    expect(partition).toBe(await ingest.log.partitionFor(ingest.topics.wire, 'agy-t'))
    const { rows } = await ingest.pool.query('SELECT * FROM filing.alias WHERE incident_id = $1', [
      filed.updates[0]?.incident,
    ])
    expect(rows).toEqual([])
  })
  it('takes headers in UTF-8 and files to the incident they name', async () => {
    const name = Buffer.from('Banjška').toString('latin1')
    const [id = ''] = await idsOf(
      await ingest.post('/v1/wire', 'it is over', { 'content-type': 'text/plain', 'wire-incident': name }),
    )
    const { updates } = await ingest.receipt(id)
    const { rows } = await ingest.pool.query('SELECT name FROM filing.alias WHERE incident_id = $1', [
      updates[0]?.incident,
    ])
    expect(rows).toEqual([{ name: 'Banjška' }])
  })
  it('takes NDJSON as one record a line, in order', async () => {
    const lines = [0, 1, 2].map((number) => update({ item: `L${number}`, provider: 'agy-n' }))
    const ids = await idsOf(
      await ingest.post('/v1/wire', `${lines[0]}\r\n\n${lines[1]}\n${lines[2]}`, {
        'content-type': 'application/x-ndjson',
      }),
    )
    expect(ids).toHaveLength(3)
    const filed = await Promise.all(ids.map((id) => ingest.receipt(id)))
    expect(filed.map(({ updates }) => updates[0]?.updateId)).toEqual(['agy-n/L0@1', 'agy-n/L1@1', 'agy-n/L2@1'])
    const offsets = ids.map((id) => Number(id.split('-')[2]))
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
  })
  it('gives the first answer to the same key and request, and 422 to another one', async () => {
    const headers = { ...vnd, 'idempotency-key': '"key-1"' }
    const first = await idsOf(await ingest.post('/v1/wire', update({ item: 'I1' }), headers))
    expect(await idsOf(await ingest.post('/v1/wire', update({ item: 'I1' }), headers))).toEqual(first)
    expect(
      await idsOf(await ingest.post('/v1/wire', update({ item: 'I1' }), { ...headers, 'idempotency-key': 'key-1' })),
    ).toEqual(first)
    const other = await ingest.post('/v1/wire', update({ item: 'I2' }), headers)
    expect([other.status, other.headers.get('content-type')]).toEqual([422, 'application/problem+json; charset=utf-8'])
  })
  it('answers 409 while the first request with a key still runs', async () => {
    const headers = { ...vnd, 'idempotency-key': 'key-2' }
    await ingest.pool.query(
      `INSERT INTO filing.idempotency (key, fingerprint, taken_at) SELECT 'key-2', fingerprint, now() FROM filing.idempotency WHERE key = 'key-1'`,
    )
    expect((await ingest.post('/v1/wire', update({ item: 'I1' }), headers)).status).toBe(409)
  })
})

describe('what is refused at the door', () => {
  const big = Buffer.alloc(1_000_001, 0x61)
  const table: [string, number, string | Buffer, Record<string, string>, string | null][] = [
    ['malformed JSON', 400, '{"provider":', vnd, null],
    ['a field that is missing', 400, '{"provider":"agy-a","headline":"h"}', vnd, '/item'],
    ['a provider that is no code', 400, update({ provider: 'AGY A' }), vnd, '/provider'],
    ['an action nobody knows', 400, update({ action: 'shout' }), vnd, '/action'],
    ['no body', 400, '', vnd, ''],
    ['a bad wire-said-at', 400, 'text', { 'content-type': 'text/plain', 'wire-said-at': 'yesterday' }, 'wire-said-at'],
    [
      'a bad wire-time-zone',
      400,
      'text',
      { 'content-type': 'text/plain', 'wire-time-zone': '+02:00' },
      'wire-time-zone',
    ],
    ['a bad wire-provider', 400, 'text', { 'content-type': 'text/plain', 'wire-provider': 'No Such' }, 'wire-provider'],
    [
      'a header that is not UTF-8',
      400,
      'text',
      { 'content-type': 'text/plain', 'wire-incident': '\u00ff' },
      'wire-incident',
    ],
    ['an Idempotency-Key of no use', 400, update(), { ...vnd, 'idempotency-key': 'x'.repeat(300) }, 'idempotency-key'],
    [
      'a bad line of NDJSON',
      400,
      `${update()}\n{"provider":1}\n`,
      { 'content-type': 'application/x-ndjson' },
      '/2/provider',
    ],
    ['an NDJSON line that is no JSON', 400, `${update()}\n\noops`, { 'content-type': 'application/x-ndjson' }, '/3'],
    ['an item over the limit', 413, big, { 'content-type': 'text/plain' }, ''],
    ['a request over 16 MiB', 413, Buffer.alloc(16 * 1024 * 1024 + 1, 0x61), { 'content-type': 'text/plain' }, null],
    ['too many lines', 413, '{}\n'.repeat(10_001), { 'content-type': 'application/x-ndjson' }, ''],
    ['content nobody knows', 415, Buffer.from([0x89, 0x50, 0x4e, 0x47]), { 'content-type': 'image/png' }, null],
    ['compressed content', 415, update(), { ...vnd, 'content-encoding': 'gzip' }, null],
  ]
  it.each(table)('%s is %i', async (_what, status, body, headers, path) => {
    const before = await ingest.log.offsets(ingest.topics.wire)
    const answer = await ingest.post('/v1/wire', body, headers)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    const problem = (await answer.json()) as {
      status: number
      title: string
      type: string
      detail: string
      errors: { path: string }[]
    }
    expect(answer.status).toBe(status)
    expect(problem).toMatchObject({ status, type: expect.stringMatching(/^urn:wireledger:problem:/) })
    expect(problem.title).not.toBe('')
    if (path !== null) expect(problem.errors.map((error) => error.path)).toContain(path)
    expect(await ingest.log.offsets(ingest.topics.wire)).toEqual(before)
  })
  it.each([
    ['GET', '/v1/wire', 405],
    ['PUT', '/v1/wire', 405],
    ['GET', '/v1/nothing', 404],
    ['POST', '/health/live', 405],
  ])('%s %s is %i', async (method, path, status) => {
    const answer = await fetch(ingest.url + path, { method })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
    if (status === 405) expect(answer.headers.get('allow')).not.toBeNull()
  })
})

describe('the service itself', () => {
  it('says that it lives and is ready, what it counts and how it is used', async () => {
    const read = (path: string) => fetch(ingest.url + path)
    expect((await read('/health/live')).status).toBe(200)
    const ready = await read('/health/ready')
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ok', filing: { status: 'up' } }])
    expect(await (await read('/metrics')).text()).toMatch(
      /wireledger_ingest_filed_total\{topic="wire",status="filed"\} \d/,
    )
    const document = (await (await read('/openapi.json')).json()) as {
      openapi: string
      paths: object
      components: { schemas: object }
    }
    expect(document.openapi).toBe('3.1.0')
    expect(Object.keys(document.paths)).toEqual([
      '/v1/wire',
      '/v1/incidents/{id}/commands',
      '/v1/sources',
      '/health/live',
      '/health/ready',
    ])
    expect(Object.keys(document.components.schemas)).toEqual([
      'WireledgerUpdate',
      'Receipts',
      'IncidentCommand',
      'Problem',
      'Sources',
    ])
  })
})
