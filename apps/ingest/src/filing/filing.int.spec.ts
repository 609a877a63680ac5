import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { NewRecord } from '#event-log'
import { eventually } from '#testkit'
import { idsOf, startIngest } from '../testing/ingest.js'

let ingest: Awaited<ReturnType<typeof startIngest>>
beforeAll(async () => {
  ingest = await startIngest()
  await ingest.ready()
})
afterAll(() => ingest.stop())

/** What any Kafka client may send. */
const produce = async (...records: Omit<NewRecord, 'topic'>[]): Promise<string[]> => {
  const positions = await ingest.log.append(records.map((record) => ({ topic: ingest.topics.wire, ...record })))
  return positions.map(({ partition, offset }) => `wire-${partition}-${offset}`)
}
const json = (over: object): Buffer =>
  Buffer.from(JSON.stringify({ provider: 'agy-a', headline: 'h', saidAt: '2023-09-24T07:20:00Z', ...over }))
// A receipt says filed from the decision on; the event is in the log a moment later.
const eventsOf = (updateId: string) =>
  eventually(
    async () => {
      const events = (await ingest.records(ingest.topics.incident))
        .map(({ key, value }) => ({ key: key?.toString(), ...(JSON.parse(value?.toString() ?? '') as Event) }))
        .filter(({ data }) => data.update?.updateId === updateId)
      return events.length === 0 ? false : events
    },
    { until: `${updateId} is in the log of record` },
  )
type Event = { id: string; incident: string; causationId: string; data: { update?: { updateId: string; saidAt: string; claims: { id: string }[]; withdraws: string[] }; aliases: string[]; evidence: object } } // prettier-ignore

describe('the Kafka door', () => {
  it('takes a bare text with a bare key as an update of the incident the key names', async () => {
    const [id = '', other = ''] = await produce(
      { key: 'banjska', value: Buffer.from('shootings continue') },
      { key: 'banjska', value: json({ item: 'A1', incident: 'banjska' }) },
    )
    const filed = await ingest.receipt(id)
    expect(filed.status).toBe('filed')
    const [event] = await eventsOf(filed.updates[0]?.updateId ?? '')
    expect(event).toMatchObject({ key: filed.updates[0]?.incident, data: { aliases: ['banjska'] } })
    expect(event?.data.update?.claims.map(({ id: claim }) => claim)).toEqual([`${event?.data.update?.updateId}#0`])
    expect((await ingest.receipt(other)).updates[0]?.incident).toBe(filed.updates[0]?.incident)
  })
  it('takes CloudEvents in binary mode and headers in any case', async () => {
    const headers = {
      'Content-Type': 'text/plain',
      ce_id: '9',
      ce_source: '/feed',
      'Wire-Provider': 'agy-c',
      'WIRE-INCIDENT': 'cloud',
      'wire-item': 'C1',
    }
    const [id = ''] = await produce({ key: 'whatever', value: Buffer.from('it is over'), headers })
    expect((await ingest.receipt(id)).updates[0]?.updateId).toBe('agy-c/C1@1')
    const [event] = await eventsOf('agy-c/C1@1')
    expect(event?.data).toMatchObject({ aliases: ['cloud'], evidence: { cloudEvent: { id: '9', source: '/feed' } } })
  })
  it('files a record that is driven again at the time it had come first, where it says no other', async () => {
    const driven = { 'wire-first-received-at': '2023-09-24T05:00:00.000Z', 'wire-provider': 'agy-d' }
    const timed = { ...driven, 'content-type': 'application/json' }
    const [bare = '', dated = ''] = await produce(
      { key: 'again', value: Buffer.from('shootings continue'), headers: { ...driven, 'wire-item': 'D1' } },
      { key: 'again', value: json({ provider: 'agy-d', item: 'D2' }), headers: timed },
    )
    for (const id of [bare, dated]) expect((await ingest.receipt(id)).status).toBe('filed')
    const saidAt = async (id: string) => (await eventsOf(id))[0]?.data.update?.saidAt
    expect(await saidAt('agy-d/D1@1')).toBe('2023-09-24T05:00:00.000Z')
    expect(await saidAt('agy-d/D2@1')).toBe('2023-09-24T07:20:00.000Z')
  })
  it('puts what it cannot read into quarantine and goes on with the next record at once', async () => {
    const odd = Buffer.from([0xff, 0x00, 0xfe])
    const partition = 0
    const sent = await produce(
      { key: null, value: null, partition },
      { key: odd, value: odd, partition },
      {
        key: null,
        value: Buffer.from('{"provider":"agy-a"'),
        headers: { 'content-type': 'application/json' },
        partition,
      },
      { key: null, value: Buffer.from('x'), headers: { 'wire-incident': Buffer.from([0xff]) }, partition },
      { key: null, value: json({ item: 'nul', headline: 'a\u0000b' }), partition },
      { key: odd, value: json({ item: 'after', incident: 'banjska' }), partition },
      { key: odd, value: Buffer.from('words under a key that is no text'), partition },
    )
    const receipts = await Promise.all(sent.map((id) => ingest.receipt(id)))
    expect(receipts.map(({ status }) => status)).toEqual([...Array<string>(5).fill('quarantined'), 'filed', 'filed'])
    const { rows } = await ingest.pool.query<{
      id: string
      key: Buffer | null
      value: Buffer | null
      reason: string
      headers: string
    }>('SELECT * FROM filing.quarantine WHERE id = ANY($1) ORDER BY log_offset', [sent])
    expect(rows.map(({ id }) => id)).toEqual(sent.slice(0, 5))
    expect(rows[1]).toMatchObject({ key: odd, value: odd })
    expect(rows.every(({ reason }) => reason.length > 0)).toBe(true)
    const dead = await ingest.records(ingest.topics.quarantine)
    expect(
      dead.map(
        ({ headers }) =>
          `wire-${headers['dlq_original_partition']?.toString()}-${headers['dlq_original_offset']?.toString()}`,
      ),
    ).toEqual(expect.arrayContaining(sent.slice(0, 5)))
  })
  it('knows a repeat and a conflict, whichever door they come through', async () => {
    const body = json({ item: 'R1', incident: 'banjska' })
    const [first = ''] = await idsOf(await ingest.post('/v1/wire', body, { 'content-type': 'application/json' }))
    const { updates } = await ingest.receipt(first)
    const [again = '', other = '', declared = ''] = await produce(
      { key: 'x', value: body },
      { key: 'x', value: json({ item: 'R1', incident: 'banjska', headline: 'another' }) },
      { key: 'x', value: json({ item: 'R2', action: 'repeat', relations: [{ rel: 'repeats', item: 'R1' }] }) },
    )
    expect(await ingest.receipt(again)).toMatchObject({ status: 'repeat', updates })
    expect(await ingest.receipt(other)).toMatchObject({
      status: 'quarantined',
      reason: expect.stringContaining('another payload'),
    })
    expect(await ingest.receipt(declared)).toMatchObject({ status: 'repeat', updates })
    expect(await eventsOf('agy-a/R1@1')).toHaveLength(1)
  })
  it('takes back what a rewritten text no longer says', async () => {
    const version = (number: string, text: string) => json({ item: 'T1', version: number, text, incident: 'banjska' })
    const [first = ''] = await produce({ key: 'agy-a', value: version('1', 'Police: shootings continue.') })
    await ingest.receipt(first)
    const [second = ''] = await produce({ key: 'agy-a', value: version('2', 'It is calm now.') })
    await ingest.receipt(second)
    const [event] = await eventsOf('agy-a/T1@2')
    expect(event?.data.update?.withdraws).toEqual(['agy-a/T1@1#0'])
    expect(event?.data.evidence).toMatchObject({ dropped: { from: 'agy-a/T1@1' } })
  })
  it('keeps a kill that names nothing known, and files it when its victim comes', async () => {
    const [kill = ''] = await produce({
      key: 'k',
      value: json({ item: 'K1', action: 'kill', relations: [{ rel: 'cancels', item: 'V1' }] }),
    })
    expect(await ingest.receipt(kill)).toMatchObject({ status: 'waiting', updates: [] })
    const [victim = ''] = await produce({ key: 'v', value: json({ item: 'V1', incident: 'banjska' }) })
    const { updates } = await ingest.receipt(victim)
    expect(await ingest.receipt(kill)).toMatchObject({
      status: 'filed',
      updates: [{ updateId: 'agy-a/K1@1', incident: updates[0]?.incident }],
    })
  })
})

describe('commands', () => {
  const overrule = (over: object = {}) =>
    JSON.stringify({ command: 'overrule', claims: ['agy-a/A1@1#0'], reason: 'r', by: 'desk-1', ...over })
  const type = { 'content-type': 'application/json' }
  it('become events of the incident, by id or alias, with the revision they expect', async () => {
    const [update = ''] = await idsOf(await ingest.post('/v1/wire', json({ item: 'O1', incident: 'overruled' }), type))
    const incident = (await ingest.receipt(update)).updates[0]?.incident
    const answer = await ingest.post(
      '/v1/incidents/overruled/commands',
      overrule({ saidAt: '2023-09-27T19:00:00+02:00' }),
      { ...type, 'if-match': '"4"' },
    )
    const [id = ''] = await idsOf(answer)
    expect(id).toMatch(/^command-\d-\d+$/)
    expect(await ingest.receipt(id)).toMatchObject({ status: 'filed', updates: [{ incident }] })
    const events = (await ingest.records(ingest.topics.incident)).map(
      ({ value }) => JSON.parse(value?.toString() ?? '') as Event & { type: string },
    )
    expect(events.filter((event) => event.type === 'ClaimOverruled')).toMatchObject([
      { incident, data: { expectedRevision: 4, by: 'desk-1', saidAt: '2023-09-27T17:00:00.000Z' } },
    ])
  })
  it('count once under one Idempotency-Key, even where the first answer was never kept', async () => {
    const send = () =>
      ingest.post('/v1/incidents/overruled/commands', overrule(), { ...type, 'idempotency-key': 'c-1' })
    const first = await idsOf(await send())
    expect(await idsOf(await send())).toEqual(first)
    await ingest.pool.query(
      `UPDATE filing.idempotency SET answer = NULL, taken_at = now() - interval '2 minutes' WHERE key = 'c-1'`,
    )
    const [second = ''] = await idsOf(await send())
    expect([second]).not.toEqual(first)
    expect(await ingest.receipt(second)).toMatchObject({
      status: 'repeat',
      updates: (await ingest.receipt(first[0] ?? '')).updates,
    })
    expect(
      (
        await ingest.post('/v1/incidents/overruled/commands', overrule({ by: 'other' }), {
          ...type,
          'idempotency-key': 'c-1',
        })
      ).status,
    ).toBe(422)
  })
  it.each([
    ['no JSON', 400, '{', type, ''],
    ['a verb nobody knows', 400, overrule({ command: 'shout' }), type, '/command'],
    ['no claims', 400, overrule({ claims: [] }), type, '/claims'],
    ['no reason', 400, overrule({ reason: undefined }), type, '/reason'],
    ['a time without an offset', 400, overrule({ saidAt: '2023-09-27T17:00:00' }), type, '/saidAt'],
    ['a field nobody knows', 400, overrule({ extra: 1 }), type, ''],
    ['an If-Match that is no revision', 400, overrule(), { ...type, 'if-match': 'W/"4"' }, 'if-match'],
    ['another content type', 415, overrule(), { 'content-type': 'text/plain' }, null],
  ] as [string, number, string, Record<string, string>, string | null][])(
    '%s is %i',
    async (_what, status, body, headers, path) => {
      const answer = await ingest.post('/v1/incidents/overruled/commands', body, headers)
      const problem = (await answer.json()) as { errors: { path: string }[] }
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        status,
        'application/problem+json; charset=utf-8',
      ])
      if (path !== null) expect(problem.errors.map((error) => error.path)).toContain(path)
    },
  )
  it('for an unknown incident are 404', async () => {
    expect((await ingest.post('/v1/incidents/nowhere/commands', overrule(), type)).status).toBe(404)
    expect((await ingest.post('/v1/incidents/%00/commands', overrule(), type)).status).toBe(404)
  })
  it('that cannot be read are kept and stop nothing', async () => {
    const [position] = await ingest.log.append([
      { topic: ingest.topics.command, key: null, value: Buffer.from('no command') },
    ])
    expect(await ingest.receipt(`command-${position?.partition}-${position?.offset}`)).toMatchObject({
      status: 'quarantined',
    })
  })
})
