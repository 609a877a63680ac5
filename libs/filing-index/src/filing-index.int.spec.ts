import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { testDatabase, type TestDatabase } from '#testkit'
import { abandonIdempotent, beginIdempotent, checkIndex, claimFilerPartitions, fileChunks, finishIdempotent, forgetOutgoing, incidentOfName, leftOutgoing, openFiler, redriveQuarantine, type OutgoingRecord, type RawRecord } from './index.js' // prettier-ignore
import {
  eventsOf,
  mint,
  openIndex,
  overrule,
  raw,
  streamIn,
  topics,
  wire,
  type Update,
} from './testing/filing-index.js'

let database: TestDatabase
let index: Awaited<ReturnType<typeof openIndex>>
beforeAll(async () => {
  database = await testDatabase()
  index = await openIndex(database.url)
})
afterAll(async () => {
  await index.pool.end()
  await database.drop()
})
beforeEach(async () => {
  index.appended.length = 0
  await index.pool
    .query(`TRUNCATE filing.incident, filing.alias, filing.item, filing.update, filing.slug, filing.text_item,
    filing.cause, filing.also, filing.embargo, filing.label, filing.wanted, filing.pending, filing.command, filing.receipt, filing.quarantine, filing.checkpoint, filing.outgoing,
    filing.idempotency, filing.rebuilt`)
})
/** With a NUL that no guard of ours looks at and that PostgreSQL refuses. */
const unfilable = (record: RawRecord): RawRecord => {
  const { updates } = record.content as RawRecord['content'] & { kind: 'updates' }
  return { ...record, content: { kind: 'updates', warnings: [], updates: updates.map((one) => ({ ...one, position: 'a\u0000/0/4' })) } } // prettier-ignore
}
/** A filer whose appends fail until they are mended, and everything it sent. */
const filerWithoutKafka = () => {
  let broken = true
  const sent: OutgoingRecord[] = []
  const append = (records: readonly OutgoingRecord[]) => {
    sent.push(...records)
    return broken ? Promise.reject(new Error('Kafka is away')) : Promise.resolve()
  }
  const filer = openFiler({ pool: index.pool, topics, mint, streamOf: streamIn(sent), append })
  return { filer, sent, mend: () => void (broken = false) }
}
const owner = async (partitions = [0]) => {
  const filer = index.filer()
  await filer.claim('wire', partitions)
  await filer.claim('command', partitions)
  return filer
}

describe('filing a chunk', () => {
  it('appends one event an update, keeps the receipt and leaves nothing behind', async () => {
    const filer = await owner()
    expect(
      await index.file(filer, 0, [
        wire(0, 0, { incident: 'banjska' }),
        wire(0, 1, { item: 'A2', incident: 'banjska' }),
      ]),
    ).toBe('applied')
    const events = eventsOf(index.appended)
    expect(events.map(({ data }) => data.update.updateId)).toEqual(['agy-a/A1@1', 'agy-a/A2@1'])
    expect(new Set(events.map(({ incident }) => incident)).size).toBe(1)
    expect(events[0]).toMatchObject({
      key: events[0]?.incident,
      causationId: 'newsroom.wire.v1/0/0',
      data: { aliases: ['banjska'] },
    })
    const [first] = await index.receipts()
    expect(first).toMatchObject({ id: 'wire-0-0', status: 'filed', reason: null })
    expect(JSON.parse(first?.updates ?? '')).toEqual([
      { updateId: 'agy-a/A1@1', incident: events[0]?.incident, eventId: events[0]?.id },
    ])
    await filer.settle()
    expect(await index.query('SELECT * FROM filing.outgoing')).toEqual([])
    expect(await incidentOfName(index.pool, 'banjska')).toBe(events[0]?.incident)
    expect(await incidentOfName(index.pool, 'nowhere')).toBeUndefined()
  })
  it('knows a repeat and a conflict in the same chunk as in a later one', async () => {
    const filer = await owner()
    await index.file(filer, 0, [wire(0, 0, {}), wire(0, 1, {}), wire(0, 2, { headline: 'other' })])
    await index.file(filer, 0, [wire(0, 3, {}), wire(0, 4, { headline: 'other' })])
    expect((await index.receipts()).map(({ status }) => status)).toEqual([
      'filed',
      'repeat',
      'quarantined',
      'repeat',
      'quarantined',
    ])
    expect(eventsOf(index.appended)).toHaveLength(1)
    const quarantine = await index.query<{ id: string; code: string; value: Buffer; reason: string }>(
      'SELECT * FROM filing.quarantine ORDER BY id',
    )
    expect(quarantine.map(({ id, code }) => [id, code])).toEqual([
      ['wire-0-2', 'FILING_CONFLICT'],
      ['wire-0-4', 'FILING_CONFLICT'],
    ])
    expect(quarantine[0]?.value.toString()).toBe('bytes 2')
    expect(quarantine[0]?.reason).toContain('newsroom.wire.v1/0/0')
    expect(quarantine[0]?.reason).toContain('newsroom.wire.v1/0/2')
  })
  it('puts what was not decoded into quarantine and onto the quarantine topic, bytes and headers untouched', async () => {
    const filer = await owner()
    const bytes = Buffer.from([0, 255, 1])
    const content = {
      kind: 'rejected',
      code: 'WIRE_JSON_SYNTAX',
      reason: 'bad\u0000',
      problems: [{ path: '/a', message: 'm' }],
    } as const
    await index.file(filer, 0, [
      raw(0, content, { key: bytes, value: bytes, headers: { odd: bytes }, contentType: 'a\u0000b', provider: null }),
      raw(1, content, { key: null, value: null, headers: {} }),
    ])
    const [first, second] = index.appended
    expect(first).toMatchObject({ topic: topics.quarantine, key: bytes, value: bytes })
    expect(first?.headers['odd']).toEqual(bytes)
    expect(first?.headers['dlq_original_offset']?.toString()).toBe('0')
    expect(second).toMatchObject({ key: null, value: null })
    const sent: OutgoingRecord[] = []
    await redriveQuarantine(index.pool, 'wire-0-0', (records) => Promise.resolve(sent.push(...records)))
    const came = { 'wire-first-received-at': Buffer.from('2023-09-24T06:00:00.000Z') }
    expect(sent).toEqual([{ topic: 'newsroom.wire.v1', key: bytes, value: bytes, headers: { odd: bytes, ...came } }])
    expect(await index.query('SELECT id FROM filing.quarantine WHERE redriven_at IS NOT NULL')).toEqual([
      { id: 'wire-0-0' },
    ])
    await expect(redriveQuarantine(index.pool, 'wire-9-9', () => Promise.resolve())).rejects.toMatchObject({
      code: 'FILING_NOT_QUARANTINED',
    })
  })
  it('remembers items, slugs, texts and versions from chunk to chunk', async () => {
    const filer = await owner()
    const text = { provider: 'unknown', item: null, text: 'shootings continue', saidAt: null }
    await index.file(filer, 0, [wire(0, 0, { incident: 'one', slug: 'KOSOVO' }), wire(0, 1, text)])
    await index.file(filer, 0, [
      wire(0, 2, { item: 'A9', slug: 'KOSOVO 2nd Ld' }),
      wire(0, 3, text),
      wire(0, 4, { version: '2', incident: 'two' }),
    ])
    const events = eventsOf(index.appended)
    expect(events.map(({ incident }) => incident === events[0]?.incident)).toEqual([true, false, true, true])
    const receipts = await index.receipts()
    expect(receipts.map(({ status }) => status)).toEqual(['filed', 'filed', 'filed', 'repeat', 'filed'])
    expect(JSON.parse(receipts[4]?.warnings ?? '')).toEqual([expect.stringContaining('names incident "two"')])
  })
  it('costs one record where one cannot be filed for its own sake', async () => {
    const filer = await owner()
    const records = Array.from({ length: 9 }, (_, offset) => wire(0, offset, { item: `A${offset}`, incident: 'one' }))
    records[4] = unfilable(records[4]!)
    expect(await index.file(filer, 0, records)).toBe('applied')
    expect((await index.receipts()).map(({ status }) => status)).toEqual([
      ...Array(4).fill('filed'),
      'quarantined',
      ...Array(4).fill('filed'),
    ])
    expect(await index.query('SELECT code FROM filing.quarantine')).toEqual([{ code: 'FILING_FAILED' }])
    expect(eventsOf(index.appended)).toHaveLength(8)
  })
})

describe('kills', () => {
  const kill = {
    item: 'K',
    action: 'kill',
    relations: [{ rel: 'cancels', provider: 'agy-a', item: 'A1', version: null }],
  } as const
  it('wait for their victim, whichever partition it comes in', async () => {
    const filer = await owner([0, 1])
    await index.file(filer, 0, [wire(0, 0, kill)])
    expect((await index.receipts())[0]).toMatchObject({ status: 'waiting', updates: '[]' })
    await index.file(filer, 1, [wire(1, 0, { incident: 'one' })])
    const events = eventsOf(index.appended)
    expect(events.map(({ causationId, data }) => [causationId, data.update.updateId, data.reachesOnly])).toEqual([
      ['newsroom.wire.v1/1/0', 'agy-a/A1@1', false],
      ['newsroom.wire.v1/0/0', 'agy-a/K@1', false],
    ])
    const [killed] = await index.receipts()
    expect(killed).toMatchObject({ status: 'filed', reason: null })
    expect(JSON.parse(killed?.updates ?? '')).toEqual([
      { updateId: 'agy-a/K@1', incident: events[1]?.incident, eventId: events[1]?.id },
    ])
    await index.file(filer, 0, [wire(0, 1, kill)])
    expect((await index.receipts())[1]).toMatchObject({ status: 'repeat' })
    expect(await index.query('SELECT * FROM filing.pending')).toEqual([])
  })
  it('follow victims that come to other incidents later, once each', async () => {
    const filer = await owner()
    const relations = ['A1', 'A2', 'A3'].map((item) => ({ rel: 'cancels', provider: 'agy-a', item, version: null }))
    await index.file(filer, 0, [wire(0, 0, { ...kill, incident: 'home', relations })])
    await index.file(filer, 0, [wire(0, 1, { incident: 'one' })])
    await index.file(filer, 0, [
      wire(0, 2, { item: 'A2', incident: 'one' }),
      wire(0, 3, { item: 'A3', incident: 'home' }),
    ])
    const events = eventsOf(index.appended)
    expect(
      events.filter(({ data }) => data.update.updateId === 'agy-a/K@1').map(({ data }) => data.reachesOnly),
    ).toEqual([false, true])
    expect(JSON.parse((await index.receipts())[0]?.updates ?? '')).toHaveLength(2)
  })
})

describe('an embargo', () => {
  const under = (over: object = {}) => ({
    incident: 'home',
    claims: null,
    particulars: { pubStatus: 'embargoed', embargoedUntil: '2023-09-24T09:00:00.000Z' } as const,
    ...over,
  })
  it('keeps an update out of everything until its time, and then files it once', async () => {
    const filer = await owner()
    await index.file(filer, 0, [wire(0, 0, under({ text: 'secret' })), wire(0, 1, under({ text: 'secret' }))])
    const [waiting, again] = await index.receipts()
    expect(waiting).toMatchObject({ status: 'waiting', updates: '[]', warnings: '[]' })
    expect(waiting?.reason).toMatch(/^under embargo until 2023-09-24T09:00:00.000Z/)
    expect(again).toMatchObject({ status: 'repeat', updates: '[]' })
    expect(index.appended).toEqual([])
    expect(await filer.fileDue('newsroom.wire.v1', '2023-09-24T08:59:59.999Z')).toBe(0)
    expect(index.appended).toEqual([])
    expect(await filer.fileDue('newsroom.wire.v1', '2023-09-24T09:00:00.500Z')).toBe(1)
    expect(await filer.fileDue('newsroom.wire.v1', '2023-09-24T09:00:01.000Z')).toBe(0)
    const events = eventsOf(index.appended)
    expect(events.map(({ data, causationId }) => [data.update.updateId, causationId])).toEqual([
      ['agy-a/A1@1', 'newsroom.wire.v1/0/0'],
    ])
    const [filed] = await index.receipts()
    expect(filed).toMatchObject({ status: 'filed', reason: null })
    expect(JSON.parse(filed?.updates ?? '')).toEqual([
      { updateId: 'agy-a/A1@1', incident: events[0]?.incident, eventId: events[0]?.id },
    ])
    expect(await index.query('SELECT * FROM filing.embargo')).toEqual([])
  })
  it('that ends while the filer is away is filed by whoever owns the partition next, with the bytes that were decided on', async () => {
    await index.file(await owner(), 0, [wire(0, 0, under())])
    const sent: OutgoingRecord[] = []
    let broken = true
    const heir = openFiler({
      ...{ pool: index.pool, topics, mint, streamOf: streamIn(sent) },
      append: (records) => {
        sent.push(...records)
        return broken ? Promise.reject(new Error('Kafka is away')) : Promise.resolve()
      },
    })
    expect(await heir.fileDue('newsroom.wire.v1', '2023-09-24T10:00:00.000Z')).toBe(0)
    await heir.claim('wire', [0])
    await expect(heir.fileDue('newsroom.wire.v1', '2023-09-24T10:00:00.000Z')).rejects.toThrow('Kafka is away')
    broken = false
    await index.file(heir, 0, [wire(0, 1, { item: 'A2' })])
    const sentIds = eventsOf(sent).map(({ data }) => data.update.updateId)
    expect(sentIds).toEqual(['agy-a/A1@1', 'agy-a/A1@1', 'agy-a/A2@1'])
    expect(sent[1]).toEqual(sent[0])
  })
  it('is ended by nobody who has lost the partition', async () => {
    const zombie = await owner()
    await index.file(zombie, 0, [wire(0, 0, under())])
    const heir = await owner()
    expect(await zombie.fileDue('newsroom.wire.v1', '2023-09-24T10:00:00.000Z')).toBe(0)
    expect(await heir.fileDue('newsroom.wire.v1', '2023-09-24T10:00:00.000Z')).toBe(1)
    expect(eventsOf(index.appended)).toHaveLength(1)
  })
  it('ends with a newer version that may be seen, in any chunk, and with a kill', async () => {
    const filer = await owner([0, 1])
    await index.file(filer, 0, [wire(0, 0, under()), wire(0, 1, under({ item: 'A2' }))])
    await index.file(filer, 1, [
      wire(1, 0, { version: '2', incident: 'home' }),
      wire(1, 1, { item: 'A2', version: '2', action: 'kill' }),
    ])
    expect(eventsOf(index.appended).map(({ data }) => data.update.updateId)).toEqual(['agy-a/A1@2'])
    const receipts = await index.receipts()
    expect(receipts.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'filed', 'waiting'])
    expect(receipts[0]?.reason).toMatch(/^replaced by agy-a\/A1@2/)
    expect(receipts[1]?.reason).toMatch(/^killed by agy-a\/A2@2/)
    expect(await index.query('SELECT * FROM filing.embargo')).toEqual([])
  })
})

describe('a notice in words', () => {
  const story = { messageNumber: 'dpa 157', slugBase: 'FERRY' }
  const kill = (over: Partial<Update> = {}): Partial<Update> => ({
    ...{ item: 'K1', action: 'kill', headline: 'KILL KILL KILL', claims: null, slug: null },
    particulars: { namedVictims: [{ messageNumber: 'dpa 157', headline: 'Ferry sinks off the coast', date: null }] },
    ...over,
  })
  it('finds its victim in the index, or waits for it', async () => {
    const filer = await owner()
    await index.file(filer, 0, [
      wire(0, 0, { headline: 'Ferry sinks off the coast', particulars: story, incident: 'ferry' }),
    ])
    await index.file(filer, 0, [wire(0, 1, kill())])
    await index.file(filer, 0, [
      wire(
        0,
        2,
        kill({ item: 'K2', particulars: { namedVictims: [{ messageNumber: '158', headline: null, date: null }] } }),
      ),
    ])
    await index.file(filer, 0, [
      wire(0, 3, { item: 'A2', headline: 'Other', particulars: { messageNumber: 'dpa158' }, incident: 'other' }),
    ])
    const receipts = await index.receipts()
    expect(receipts.map(({ status }) => status)).toEqual(['filed', 'filed', 'filed', 'filed'])
    const kills = eventsOf(index.appended).filter(({ data }) => data.kills.length > 0)
    expect(kills.map(({ data }) => [data.update.updateId, data.kills])).toEqual([
      ['agy-a/K1@1', [{ provider: 'agy-a', item: 'A1', version: null }]],
      ['agy-a/K2@1', [{ provider: 'agy-a', item: 'A2', version: null }]],
    ])
    expect(await index.query('SELECT * FROM filing.wanted')).toEqual([])
  })
  it('that may mean several is for a person, and can be driven again once it is clear', async () => {
    const filer = await owner()
    const twice = { headline: 'Ferry sinks off the coast', particulars: { slugBase: 'FERRY' } }
    await index.file(filer, 0, [wire(0, 0, { ...twice, item: 'A1' }), wire(0, 1, { ...twice, item: 'A2' })])
    await index.file(filer, 0, [wire(0, 2, kill())])
    expect((await index.receipts())[2]).toMatchObject({ status: 'quarantined' })
    expect(await index.query('SELECT code FROM filing.quarantine')).toEqual([{ code: 'FILING_KILL_UNRESOLVED' }])
    await index.file(filer, 0, [wire(0, 3, { ...twice, item: 'A3', particulars: story }), wire(0, 4, kill())])
    expect((await index.receipts())[4]).toMatchObject({ status: 'filed' })
  })
})

describe('commands', () => {
  it('become events, are rejected for an unknown incident, and count once', async () => {
    const filer = await owner()
    await index.file(filer, 0, [wire(0, 0, { incident: 'banjska' })])
    await index.file(
      filer,
      0,
      [overrule(0, { commandId: 'x' }), overrule(1, { incident: 'nowhere' }), overrule(2, { commandId: 'x' })],
      'command',
    )
    await index.file(filer, 0, [overrule(3, { commandId: 'x' })], 'command')
    const events = eventsOf(index.appended)
    expect(events.map(({ type }) => type)).toEqual(['UpdateFiled', 'ClaimOverruled'])
    const receipts = (await index.receipts()).filter(({ id }) => id.startsWith('command'))
    expect(receipts.map(({ status }) => status)).toEqual(['filed', 'rejected', 'repeat', 'repeat'])
    expect(receipts[3]?.updates).toBe(receipts[0]?.updates)
  })
})

describe('a crash', () => {
  it('between commit and append loses nothing: the same bytes are appended by whoever comes next', async () => {
    const claimed = await claimFilerPartitions(index.pool, 'wire', [0])
    const epoch = claimed.get(0)?.epoch ?? 0
    const chunk = {
      source: 'wire',
      topic: 'newsroom.wire.v1',
      partition: 0,
      epoch,
      next: 0,
      records: [wire(0, 0, { incident: 'one' })],
    } as const
    const filed = await fileChunks(index.pool, { topics, mint, streamOf: streamIn([]) }, [chunk])
    if (filed.outcome !== 'filed') throw new Error('fenced')
    const left = await leftOutgoing(index.pool, 'wire', 0)
    expect(left.records).toEqual(filed.outgoing.records)
    expect(left.ids).toEqual(filed.outgoing.ids)
    const next = index.filer()
    expect(await next.claim('wire', [0])).toEqual(new Map([[0, 1]]))
    expect(
      await index.file(next, 0, [wire(0, 0, { incident: 'one' }), wire(0, 1, { item: 'A2', incident: 'one' })]),
    ).toBe('applied')
    expect(index.appended[0]).toEqual(filed.outgoing.records[0])
    expect(eventsOf(index.appended).map(({ data }) => data.update.updateId)).toEqual(['agy-a/A1@1', 'agy-a/A2@1'])
    await forgetOutgoing(index.pool, [])
  })
  it('while appending repeats the same bytes and never the decision', async () => {
    const { filer, sent, mend } = filerWithoutKafka()
    await filer.claim('wire', [0])
    const records = [wire(0, 0, { incident: 'one' })]
    await expect(index.file(filer, 0, records)).rejects.toThrow('Kafka is away')
    mend()
    expect(await index.file(filer, 0, records)).toBe('applied')
    expect(sent).toHaveLength(2)
    expect(sent[1]).toEqual(sent[0])
    await filer.settle()
    expect(await index.query('SELECT * FROM filing.outgoing')).toEqual([])
  })
  it('is fenced out where another owner has taken the partition', async () => {
    const zombie = await owner()
    const heir = await owner()
    expect(await index.file(zombie, 0, [wire(0, 0, {})])).toBe('fenced')
    expect(await index.file(heir, 0, [wire(0, 0, {})])).toBe('applied')
    expect(await index.file(zombie, 0, [wire(0, 1, { item: 'A2' })])).toBe('fenced')
    expect(eventsOf(index.appended)).toHaveLength(1)
  })
})

describe('filers at work on the same things at once', () => {
  it('agree: one incident a name, one home an item, one filing an update, one copy of a kill an incident', async () => {
    const lanes = [0, 1, 2, 3, 4, 5]
    const filers = await Promise.all(lanes.map((lane) => owner([lane])))
    const items = Array.from({ length: 40 }, (_, number) => number)
    const relations = items
      .slice(0, 10)
      .map((number) => ({ rel: 'cancels', provider: 'agy-a', item: `A${number}`, version: null }))
    await Promise.all(
      lanes.map(async (lane) => {
        const order = [...items].sort((a, b) => ((a * 7 + lane * 13) % 41) - ((b * 7 + lane * 13) % 41))
        for (const [place, number] of order.entries()) {
          const update = { item: `A${number}`, incident: `name-${number % 4}`, slug: `S${number % 3}` }
          const killing = { item: 'K', action: 'kill', relations } as const
          const records = place === 20 ? [wire(lane, place, killing)] : [wire(lane, place, update)]
          expect(await index.file(filers[lane]!, lane, records)).toBe('applied')
        }
      }),
    )
    expect(await index.query('SELECT count(*)::int AS n FROM filing.incident')).toEqual([{ n: 4 }])
    const events = eventsOf(index.appended)
    const places = events.map(({ incident, data }) => `${incident} ${data.update.updateId}`)
    expect(new Set(places).size).toBe(places.length)
    expect(
      new Set(events.filter(({ data }) => data.update.updateId !== 'agy-a/K@1').map(({ data }) => data.update.updateId))
        .size,
    ).toBe(40)
    const kills = events.filter(({ data }) => data.update.updateId === 'agy-a/K@1')
    expect(kills.map(({ data }) => data.reachesOnly).sort()).toEqual([false, true, true, true])
    expect(await index.query('SELECT * FROM filing.pending')).toEqual([])
  })
})

describe('partitions filed together', () => {
  const transactions = () =>
    index.query<{ n: number }>('SELECT count(DISTINCT xmin::text)::int AS n FROM filing.receipt')
  const fileAll = (filer: Awaited<ReturnType<typeof owner>>, records: readonly RawRecord[][]) =>
    Promise.all(records.map((own, partition) => index.file(filer, partition, own)))

  it('share one transaction, and what one of them decides counts for the next', async () => {
    const filer = await owner([0, 1, 2])
    // Until it knows its checkpoint, each partition asks for itself.
    await fileAll(filer, [[], [], []])
    const outcomes = await fileAll(filer, [
      [wire(0, 0, { incident: 'one' }), wire(0, 1, { item: 'A2', incident: 'one' })],
      [wire(1, 0, { item: 'B', incident: 'one' }), wire(1, 1, { headline: 'other' })],
      [wire(2, 0, { incident: 'one' })],
    ])
    expect(outcomes).toEqual(['applied', 'applied', 'applied'])
    expect(await transactions()).toEqual([{ n: 1 }])
    const events = eventsOf(index.appended)
    expect(new Set(events.map(({ incident }) => incident)).size).toBe(1)
    expect(events.map(({ data }) => data.update.updateId)).toEqual(['agy-a/A1@1', 'agy-a/A2@1', 'agy-a/B@1'])
    expect((await index.receipts()).map(({ id, status }) => [id, status])).toEqual([
      ['wire-0-0', 'filed'],
      ['wire-0-1', 'filed'],
      ['wire-1-0', 'filed'],
      ['wire-1-1', 'quarantined'],
      ['wire-2-0', 'repeat'],
    ])
    expect(await index.query('SELECT id, topic, log_partition, log_offset::int FROM filing.quarantine')).toEqual([
      { id: 'wire-1-1', topic: 'newsroom.wire.v1', log_partition: 1, log_offset: 1 },
    ])
    await filer.settle()
    expect(await index.query('SELECT * FROM filing.outgoing')).toEqual([])
  })
  it('take a command once, whichever partition it came in', async () => {
    const filer = await owner([0, 1])
    await index.file(filer, 0, [wire(0, 0, { incident: 'banjska', claims: [] })])
    const command = overrule(0, { commandId: 'same' })
    await Promise.all([0, 1].map((partition) => index.file(filer, partition, [command], 'command')))
    const taken = (await index.receipts()).filter(({ id }) => id.startsWith('command'))
    // Which of them comes first nobody can say.
    expect(taken.map(({ status }) => status).sort()).toEqual(['filed', 'repeat'])
  })
  it('do not suffer from one that cannot be filed, nor from one that somebody else owns', async () => {
    const filer = await owner([0, 1, 2])
    await (await owner([2])).claim('wire', [2])
    const poison = unfilable(wire(1, 1, { item: 'B2', incident: 'one' }))
    const outcomes = await fileAll(filer, [
      [wire(0, 0, { incident: 'one' })],
      [wire(1, 0, { item: 'B', incident: 'one' }), poison],
      [wire(2, 0, { item: 'C', incident: 'one' })],
    ])
    expect(outcomes).toEqual(['applied', 'applied', 'fenced'])
    expect((await index.receipts()).map(({ id, status }) => [id, status])).toEqual([
      ['wire-0-0', 'filed'],
      ['wire-1-0', 'filed'],
      ['wire-1-1', 'quarantined'],
    ])
    expect(eventsOf(index.appended).map(({ data }) => data.update.updateId)).toEqual(['agy-a/A1@1', 'agy-a/B@1'])
  })
  it('are all tried again where Kafka was away, with the same bytes', async () => {
    const { filer, sent, mend } = filerWithoutKafka()
    await filer.claim('wire', [0, 1])
    const all = [[wire(0, 0, { incident: 'one' })], [wire(1, 0, { item: 'B', incident: 'one' })]]
    const failed = await Promise.allSettled(all.map((own, partition) => index.file(filer, partition, own)))
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    mend()
    expect(await fileAll(filer, all)).toEqual(['applied', 'applied'])
    expect(sent.slice(2).map(({ value }) => value?.toString()).sort()).toEqual(sent.slice(0, 2).map(({ value }) => value?.toString()).sort()) // prettier-ignore
    await filer.settle()
    expect(await index.query('SELECT * FROM filing.outgoing')).toEqual([])
  })
})

describe('a lost index', () => {
  it('is refused beside a log that is not empty, and only then', async () => {
    await expect(checkIndex(index.pool, { events: 5 })).rejects.toMatchObject({ code: 'FILING_INDEX_LOST' })
    await checkIndex(index.pool, { events: 0 })
    await index.file(await owner(), 0, [wire(0, 0, {})])
    await checkIndex(index.pool, { events: 5 })
  })
})

describe('an Idempotency-Key', () => {
  it('answers once, knows another request and one that still runs, and is taken over when left alone', async () => {
    const { pool } = index
    expect(await beginIdempotent(pool, 'k', 'f')).toEqual({ state: 'run' })
    expect(await beginIdempotent(pool, 'k', 'f')).toEqual({ state: 'running' })
    expect(await beginIdempotent(pool, 'k', 'g')).toEqual({ state: 'mismatch' })
    await pool.query(`UPDATE filing.idempotency SET taken_at = now() - interval '61 seconds'`)
    expect(await beginIdempotent(pool, 'k', 'g')).toEqual({ state: 'mismatch' })
    expect(await beginIdempotent(pool, 'k', 'f')).toEqual({ state: 'run' })
    expect(await beginIdempotent(pool, 'k', 'f')).toEqual({ state: 'running' })
    await finishIdempotent(pool, 'k', '{"receipts":[]}')
    await abandonIdempotent(pool, 'k')
    expect(await beginIdempotent(pool, 'k', 'f')).toEqual({ state: 'done', answer: '{"receipts":[]}' })
    expect(await beginIdempotent(pool, 'k', 'g')).toEqual({ state: 'mismatch' })
    await beginIdempotent(pool, 'other', 'f')
    await abandonIdempotent(pool, 'other')
    expect(await beginIdempotent(pool, 'other', 'f')).toEqual({ state: 'run' })
  })
  it('lets one of many at once run', async () => {
    const begun = await Promise.all(Array.from({ length: 8 }, () => beginIdempotent(index.pool, 'race', 'f')))
    expect(begun.filter(({ state }) => state === 'run')).toHaveLength(1)
    expect(begun.filter(({ state }) => state === 'running')).toHaveLength(7)
  })
})
