/** A record that cannot be filed or folded, and what it is. */
export type PoisonRecord = { readonly what: string; readonly key: string | null; readonly value: Buffer | null }

const of = (what: string, value: string | Buffer | null, key: string | null = 'agy-0'): PoisonRecord => ({
  what,
  key,
  value: typeof value === 'string' ? Buffer.from(value) : value,
})

const body = (fields: string): string =>
  `{"provider":"agy-0","saidAt":"2023-09-24T05:00:00Z","incident":"poison",${fields}}`

/** Everything that a publisher may send to the wire topic and that no update can be made of; it says so in its content type. */
export const wirePoison: readonly PoisonRecord[] = [
  of('no value', null),
  of('an empty value', ''),
  of('bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0xff, 0xfe, 0x22, 0x7d])),
  of('broken JSON', '{"provider":"agy-0",'),
  of('U+0000 in a text', body('"item":"P0","headline":"a\\u0000b"')),
  of('half a surrogate pair', body('"item":"P1","headline":"a\\ud800b"')),
  of('the same key twice', body('"item":"P2","item":"P3","headline":"twice"')),
  of('JSON nested 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`),
  of('a field of the wrong kind', body('"item":7,"headline":{}')),
  of('an unknown action', body('"item":"P4","headline":"x","action":"explode"')),
  of('a number beyond 2^53', body('"item":"P5","headline":"x","claims":[{"fact":"note/x","value":9007199254740993}]')),
  of('JSON that is no object', '42'),
  of('more bytes than an item may have', body(`"item":"P6","headline":"${'x'.repeat(1_000_100)}"`)),
]

const event = (fields: object): string =>
  JSON.stringify({
    ...{
      id: '00000000-0000-7000-8000-000000000001',
      type: 'UpdateFiled',
      incident: 'poison',
      causationId: 'x',
      correlationId: 'x',
    },
    ...{ schema: 'wireledger.incident/1', data: {} },
    ...fields,
  })

/** Everything that a foreign writer could do to the log of record. */
export const logPoison: readonly PoisonRecord[] = [
  of('no value', null, 'poison'),
  of('bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'poison'),
  of('broken JSON', '{"id":', 'poison'),
  of('an unknown event type', event({ type: 'IncidentExploded' }), 'poison'),
  of('an unknown schema', event({ schema: 'wireledger.incident/99' }), 'poison'),
  of('an event without its data', event({}), 'poison'),
  of('a key that is not the incident', event({}), 'other'),
  of('JSON nested 10,000 deep', `${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'poison'),
  of('U+0000', '{"id":"\\u0000"}', 'poison'),
]
