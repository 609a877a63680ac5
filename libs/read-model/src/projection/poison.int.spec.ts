import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { encodeEvent, type IncidentEvent } from '#incident'
import { sha256 } from '#incident/testing'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { openRecordLog, type RecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { claimPartitions } from './claim-partitions.js'
import { openProjection } from './open-projection.js'

const schema = 'incident_p1'
const incident = 'incident-1'
let model: TestReadModel

beforeAll(async () => {
  model = await testReadModel()
})
afterAll(() => model.close())

const id = '01890000-0000-7000-8000-000000000001'
const encoded = (event: IncidentEvent, more: { id?: string; incident?: string } = {}): string =>
  encodeEvent({
    id,
    incident,
    causationId: 'newsroom.wire.v1/0/0',
    correlationId: 'newsroom.wire.v1/0/0',
    event,
    ...more,
  })
const good = updateFiled({ item: 'X', police: 1 })
const changed = (from: string, to: string): string => {
  const text = encoded(good)
  expect(text).toContain(from)
  return text.replace(from, to)
}
const long = 'ö'.repeat(1500)

/** Everything a foreign writer might append, with the code it is set aside under. */
const poisons: readonly (readonly [string, string, () => Buffer | string | null, (Buffer | string | null)?])[] = [
  ['no value', 'NO_VALUE', () => null],
  ['no value and no key', 'NO_VALUE', () => null, null],
  ['an empty value', 'NOT_AN_EVENT', () => ''],
  ['broken UTF-8', 'NOT_UTF8', () => Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x7d])],
  [
    'a UTF-8 encoded surrogate',
    'NOT_UTF8',
    () => Buffer.concat([Buffer.from('"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"')]),
  ],
  ['text', 'NOT_AN_EVENT', () => 'shootings continue'],
  ['a byte order mark', 'NOT_AN_EVENT', () => `\ufeff${encoded(good)}`],
  ['a raw NUL', 'NOT_AN_EVENT', () => changed('Headline', 'Head\0line')],
  ['an escaped NUL', 'NOT_STORABLE', () => changed('Headline', 'Head\\u0000line')],
  [
    'an escaped NUL in the name of a member',
    'NOT_STORABLE',
    () => changed('"evidence":{}', '"evidence":{"a\\u0000":1}'),
  ],
  ['half a surrogate pair', 'NOT_STORABLE', () => changed('Headline', 'Head\\ud800line')],
  ['nothing but brackets', 'TOO_DEEP', () => '['.repeat(500_000)],
  [
    'a note that nests too deep',
    'TOO_DEEP',
    () => changed('"evidence":{}', `"evidence":{"a":${'['.repeat(3000)}${']'.repeat(3000)}}`),
  ],
  ['an unknown type', 'NOT_AN_EVENT', () => changed('UpdateFiled', 'UpdateBurnt')],
  ['an event id that is no UUID', 'NOT_AN_EVENT', () => encoded(good, { id: 'x' })],
  ['another key', 'KEY_MISMATCH', () => encoded(good), 'incident-2'],
  ['no key', 'KEY_MISMATCH', () => encoded(good), null],
  ['a key that is not UTF-8', 'KEY_MISMATCH', () => encoded(good), Buffer.from([0xff])],
  [
    'the 31st of February',
    'NOT_STORABLE',
    () => changed('"saidAt":"2023-09-24T06:00:00.000Z"', '"saidAt":"2023-02-31T06:00:00.000Z"'),
  ],
  ['the year 0', 'NOT_STORABLE', () => changed('"receivedAt":"2023', '"receivedAt":"0000')],
  ['a tier beyond every number', 'NOT_STORABLE', () => changed('"tier":1', '"tier":9007199254740991')],
  [
    'an update id that is not that of its claims',
    'NOT_AN_EVENT',
    () => changed('"updateId":"agy-a/X@1"', `"updateId":"agy-a/${long}@1"`),
  ],
  ['an incident longer than an index takes', 'NOT_STORABLE', () => encoded(good, { incident: long }), long],
  ['an alias longer than an index takes', 'NOT_STORABLE', () => changed('"aliases":[]', `"aliases":["${long}"]`)],
]

/** Odd, and yet what PostgreSQL can keep: these must make revisions. */
const odd: readonly (readonly [string, () => string])[] = [
  ['an escaped pair of surrogates', () => changed('Headline', '\\ud83d\\ude00')],
  ['the last characters of Unicode', () => changed('Headline', '\\uffff\u{10ffff}')],
  [
    'the last day of February in a leap year',
    () => changed('"saidAt":"2023-09-24T06:00:00.000Z"', '"saidAt":"2024-02-29T06:00:00.000Z"'),
  ],
  [
    'the last second of the calendar',
    () => changed('"receivedAt":"2023-09-24T06:00:00.000Z"', '"receivedAt":"9999-12-31T23:59:59.999Z"'),
  ],
  ['hour 24', () => changed('"receivedAt":"2023-09-24T06:00:00.000Z"', '"receivedAt":"2023-09-24T23:59:59Z"')],
  [
    'a megabyte of words',
    () =>
      encoded(
        updateFiled({ item: 'X', text: Array.from({ length: 90_000 }, (_, n) => `w${n.toString(36)}ö`).join(' ') }),
      ),
  ],
  ['one word of a megabyte', () => encoded(updateFiled({ item: 'X', text: 'ö'.repeat(400_000) }))],
  ['quotes, backslashes and braces', () => encoded(updateFiled({ item: 'X', headline: `"\\{},NULL,'$1` }))],
]

const lane = async (partition: number, log: RecordLog) => {
  const epoch = (await claimPartitions(model.projector, schema, [partition])).get(partition)?.epoch ?? 0
  const writer = openProjection(model.projector, { sha256 })
  return writer.apply({ partition, records: log.records[partition] ?? [] }, { schema, epoch })
}

type Stored = { readonly code: string; readonly log_offset: string; readonly reason: string }

describe('a record that cannot be folded', () => {
  it('is set aside with its bytes, whatever it is, and the rest of its batch goes on', async () => {
    const log = openRecordLog(1)
    log.append(0, incident, updateFiled({ item: 'A', police: 1 }))
    for (const [, , value, key = incident] of poisons) log.appendRaw(0, key, value())
    log.append(0, incident, updateFiled({ item: 'B', police: 2 }))
    expect(await lane(0, log)).toBe('applied')

    const { rows } = await model.desk.query<Stored>(
      'SELECT id, stage, topic, log_offset, key, value, code, reason FROM desk.quarantine ORDER BY log_offset',
    )
    expect(rows.map(({ code }, index) => [poisons[index]?.[0], code])).toEqual(
      poisons.map(([what, code]) => [what, code]),
    )
    for (const row of rows) {
      const record = log.records[0]?.[Number(row.log_offset)]
      expect(row).toMatchObject({
        id: `projection-0-${row.log_offset}`,
        stage: 'projection',
        topic: 'newsroom.incident.v1',
        key: record?.key,
        value: record?.value,
      })
      expect(row.reason).not.toBe('')
    }
    const made = await model.desk.query(
      'SELECT revision, update_id FROM desk.revision WHERE log_partition = 0 ORDER BY revision',
    )
    expect(made.rows).toEqual([
      { revision: 1, update_id: 'agy-a/A@1' },
      { revision: 2, update_id: 'agy-a/B@1' },
    ])
  })

  it.each(odd)('is not mistaken for one that can be kept: %s', async (_what, value) => {
    const log = openRecordLog(100)
    const partition = 1 + odd.findIndex(([what]) => what === _what)
    const name = `odd-${partition}`
    log.appendRaw(partition, name, value().replace(`"incident":"${incident}"`, `"incident":"${name}"`))
    expect(await lane(partition, log)).toBe('applied')
    const { rows } = await model.desk.query('SELECT state, title FROM desk.incident WHERE id = $1', [name])
    expect(rows).toHaveLength(1)
    expect(rows[0].state.title).toBe(rows[0].title)
  })
})
