import { toLogRecords, type FetchedMessage } from './log-record.js'

const message = (offset: number, more: object = {}): FetchedMessage => ({
  offset: String(offset),
  timestamp: '1695520800123',
  attributes: 0,
  key: Buffer.from('k'),
  value: Buffer.from('v'),
  headers: {},
  ...more,
})

describe('records from what kafkajs decoded', () => {
  it('carry the append time in UTC with milliseconds and begin where asked', () => {
    const records = toLogRecords('t', 3, [message(4), message(5), message(6)], 5, 6)
    expect(records).toHaveLength(1)
    expect(records[0]).toMatchObject({
      position: { topic: 't', partition: 3, offset: 5 },
      recordedAt: '2023-09-24T02:00:00.123Z',
    })
  })

  it('hold no header that was not sent, whatever it is called', () => {
    // What kafkajs makes of one header named `constructor`.
    const headers = { constructor: [Object, Buffer.from('x')] as never, 'content-type': Buffer.from('text/plain') }
    const [record] = toLogRecords('t', 0, [message(0, { headers })], 0)
    expect(record?.headers['constructor']?.toString()).toBe('x')
    expect('toString' in (record?.headers ?? {})).toBe(false)
    expect(Object.keys(record?.headers ?? {}).sort()).toEqual(['constructor', 'content-type'])
  })

  it('take the last of a repeated header', () => {
    const [record] = toLogRecords('t', 0, [message(0, { headers: { a: [Buffer.from('1'), Buffer.from('2')] } })], 0)
    expect(record?.headers['a']?.toString()).toBe('2')
  })

  it('pass null keys and values through', () => {
    expect(toLogRecords('t', 0, [message(0, { key: null, value: null })], 0)[0]).toMatchObject({
      key: null,
      value: null,
    })
  })

  it('stand for the markers of a transaction with nothing, so that offsets stay dense', () => {
    const [marker] = toLogRecords('t', 0, [message(7, { isControlRecord: true })], 0)
    expect(marker).toMatchObject({ position: { offset: 7 }, key: null, value: null })
  })
})
