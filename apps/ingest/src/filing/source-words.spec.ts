import { describe, expect, it } from '@jest/globals'
import { decode, noHints } from '#wire'
import { readWireRecord } from './read-record.js'
import { asProviderMeans, readSourceWords } from './source-words.js'

const bytes = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]))
const recordOf = (value: string, headers: Record<string, string>) => {
  const position = { topic: 'newsroom.wire.v1', partition: 0, offset: 0 }
  const { content } = readWireRecord({
    position,
    key: null,
    value: Buffer.from(value),
    headers: bytes(headers),
    recordedAt: '2026-11-25T12:00:00.000Z',
  })
  if (content.kind !== 'updates') throw new Error(content.kind)
  return content.updates[0]
}

describe('what the settings of a source say of a provider', () => {
  it('goes with its own words, and not with those of a named speaker', () => {
    const said = 'Shooting continues. Three officers were injured, police said.'
    const read = recordOf(said, {
      'wire-tier': '2',
      'wire-independence-group': 'agy-group',
      'wire-incident': 'x',
    })?.read
    expect(read?.find(({ speaker }) => speaker === null)).toMatchObject({ tier: 2, independenceGroup: 'agy-group' })
    const police = read?.find(({ speaker }) => speaker !== null)
    expect(police).toBeDefined()
    expect(police).not.toHaveProperty('independenceGroup')
  })

  it('counts as not said where it is no such value', () => {
    expect(
      readSourceWords(bytes({ 'wire-tier': '9', 'wire-independence-group': 'a\u0000', 'wire-withheld': 'maybe' })),
    ).toEqual({
      tier: null,
      independenceGroup: null,
      withheld: null,
    })
  })
})

describe('withheld', () => {
  const item = {
    uri: 'tag:1',
    version: '2',
    versioncreated: '2026-11-25T10:00:00Z',
    headline: 'Merger',
    pubstatus: 'withheld',
  }
  const decoded = (given: object, provider = 'agy-a') => {
    const found = decode(Buffer.from(JSON.stringify(given)), { ...noHints, provider })
    if (found.outcome === 'rejected' || found.updates[0] === undefined) throw new Error('not decoded')
    return found.updates[0]
  }
  const words = (withheld: string) => readSourceWords(bytes({ 'wire-withheld': withheld }))

  it('is a recall where nothing else is said', () => {
    expect(asProviderMeans(decoded(item), words('hold')).action).toBe('hold')
    expect(asProviderMeans(decoded(item), words('')).action).toBe('hold')
    expect(asProviderMeans(decoded(item, 'pa'), words('')).action).toBe('update')
  })

  it('is a recall even of PA Media where its source says so', () => {
    expect(asProviderMeans(decoded(item, 'pa'), words('hold'))).toMatchObject({
      action: 'hold',
      particulars: { pubStatus: 'held' },
    })
  })

  it('is an embargo with a provider that means one, and the update what its other signs say', () => {
    expect(asProviderMeans(decoded(item), words('embargo'))).toMatchObject({
      action: 'update',
      particulars: { pubStatus: 'embargoed' },
    })
    const { version: _, ...first } = item
    expect(asProviderMeans(decoded(first), words('embargo')).action).toBe('new')
  })

  it('leaves a kill a kill', () => {
    expect(asProviderMeans(decoded({ ...item, pubstatus: 'canceled' }), words('embargo')).action).toBe('kill')
  })
})
