import { Kafka, logLevel, type Producer } from 'kafkajs'
import { startSystem, type TestSystem } from '#testkit'
import { getJson, settled, type View } from './system/desk-client.js'

type Problem = {
  type: string
  title: string
  status: number
  detail: string
  errors?: { path: string; message: string }[]
}

const json = 'application/json'
const update = (members: object): string => JSON.stringify({ provider: 'agy-a', item: 'A1', headline: 'x', ...members })
const big = (bytes: number): string => update({ text: 'x'.repeat(bytes) })

describe('what bad input gets', () => {
  let system: TestSystem
  let producer: Producer
  beforeAll(async () => {
    system = await startSystem()
    producer = new Kafka({ brokers: [...system.brokers], logLevel: logLevel.NOTHING }).producer()
    await producer.connect()
  })
  afterAll(async () => {
    await (producer as Producer | undefined)?.disconnect()
    await system.stop()
  })

  const post = async (
    body: string | Uint8Array,
    contentType: string,
    path = '/v1/wire',
  ): Promise<{ status: number; type: string; problem: Problem }> => {
    const response = await fetch(`${system.ingest.url}${path}`, {
      method: 'POST',
      body: body,
      headers: { 'content-type': contentType },
    })
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      problem: (await response.json()) as Problem,
    }
  }

  it.each<[string, string | Uint8Array, string, number, RegExp]>([
    ['wrong JSON', '{"provider": "agy-a",', json, 400, /line 1|column|position/i],
    ['broken bytes', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), json, 400, /byte/i],
    ['broken bytes in text', new Uint8Array([0x73, 0xff, 0x68]), 'text/plain', 400, /byte/i],
    ['NUL', update({ headline: 'a\u0000b' }), json, 400, /headline/],
    ['a lone surrogate', '{"provider":"agy-a","item":"A1","headline":"\\ud800"}', json, 400, /headline/],
    [
      'a number beyond 2^53',
      '{"provider":"agy-a","item":"A1","headline":"x","urgency":9007199254740993}',
      json,
      400,
      /urgency|line/,
    ],
    ['a missing identity', '{"provider":"agy-a","headline":"x"}', json, 400, /item/],
    ['nothing to say', '{"provider":"agy-a","item":"A1"}', json, 400, /headline|text|claims/],
    ['an unknown action', update({ action: 'shout' }), json, 400, /action/],
    ['a time without an offset', update({ saidAt: '2023-09-24T05:48:00' }), json, 400, /saidAt/],
    ['an empty body', '', json, 400, /./],
    [
      'an unknown content type',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      'image/png',
      415,
      /./,
    ],
    ['an item over the limit', big(1_100_000), json, 413, /./],
    ['a request over the limit', 'x'.repeat(17 * 1024 * 1024), 'application/x-ndjson', 413, /./],
    [
      'one bad line of many',
      `${update({})}\n${update({ item: 'A2' })}\n{"provider":1}\n`,
      'application/x-ndjson',
      400,
      /3/,
    ],
  ])('%s is refused with the place', async (_, body, contentType, status, place) => {
    const answer = await post(body, contentType)
    expect([answer.status, answer.type]).toEqual([status, expect.stringContaining('application/problem+json')])
    expect(answer.problem.status).toBe(status)
    expect(JSON.stringify([answer.problem.detail, answer.problem.errors])).toMatch(place)
  })

  it('accepts nothing of a request with a bad line', async () => {
    const response = await fetch(`${system.desk.url}/v1/updates/${encodeURIComponent('agy-a/A2@1')}`)
    expect(response.status).toBe(404)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  })

  it('answers an unknown route with a problem on both services', async () => {
    for (const base of [system.ingest.url, system.desk.url]) {
      const response = await fetch(`${base}/v1/nothing-here`)
      expect([response.status, response.headers.get('content-type')]).toEqual([
        404,
        expect.stringContaining('application/problem+json'),
      ])
    }
  })

  it('keeps what a Kafka client sends and cannot be read, with its bytes and the reason, and goes on', async () => {
    const poison: { key: Buffer | null; value: Buffer | null; headers?: Record<string, string> }[] = [
      { key: null, value: null },
      { key: Buffer.from([0xff, 0x00]), value: Buffer.from([0xff, 0xfe, 0x00]) },
      { key: null, value: Buffer.from('{"provider":"agy-a"'), headers: { 'content-type': json } },
      { key: null, value: Buffer.from('{"provider":"agy-a","item":"A1","headline":"\\u0000"}') },
      { key: null, value: Buffer.from(`${'['.repeat(10_000)}${']'.repeat(10_000)}`) },
      { key: null, value: Buffer.alloc(0) },
    ]
    const sent = await producer.send({
      topic: system.topics.wire,
      messages: poison.map((record) => ({ ...record, partition: 0 })),
    })
    const offset = Number(sent[0]?.baseOffset)
    const [after] = await producer.send({
      topic: system.topics.wire,
      messages: [{ partition: 0, key: 'poisoned', value: 'shootings continue' }],
    })
    expect((await settled(system.desk.url, `wire-0-${after?.baseOffset}`)).status).toBe('projected')
    expect((await getJson<View>(`${system.desk.url}/v1/incidents/poisoned`)).beliefs['activity']?.best).toBe('ongoing')
    for (const [place, { value }] of poison.entries()) {
      const receipt = await settled(system.desk.url, `wire-0-${offset + place}`)
      expect([place, receipt.status]).toEqual([place, 'quarantined'])
      expect(receipt.reason).toEqual(expect.stringMatching(/./))
      const kept = await getJson<{ bytes: string | null; reason: string }>(
        `${system.desk.url}/v1/quarantine/wire-0-${offset + place}`,
      )
      expect(Buffer.from(kept.bytes ?? '', 'base64')).toEqual(value ?? Buffer.alloc(0))
    }
  })

  it('quarantines the same update id with another body, and says so', async () => {
    const publish = async (body: string): Promise<string> => {
      const response = await fetch(`${system.ingest.url}/v1/wire`, {
        method: 'POST',
        body,
        headers: { 'content-type': json },
      })
      expect(response.status).toBe(202)
      return ((await response.json()) as { receipts: { id: string }[] }).receipts[0]?.id ?? ''
    }
    expect((await settled(system.desk.url, await publish(update({ item: 'twice', headline: 'one' })))).status).toBe(
      'projected',
    )
    expect((await settled(system.desk.url, await publish(update({ item: 'twice', headline: 'one' })))).status).toBe(
      'repeat',
    )
    const conflict = await settled(system.desk.url, await publish(update({ item: 'twice', headline: 'two' })))
    expect([conflict.status, conflict.reason]).toEqual(['quarantined', expect.stringMatching(/agy-a\/twice@1/)])
  })
})
