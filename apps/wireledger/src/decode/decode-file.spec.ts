import type { DecodedFile } from './decoded-file.js'
import { decodeFile } from './decode-file.js'

const told = { contentType: null, provider: null, timeZone: null, receivedAt: '2026-01-01T00:00:00.000Z' }
type Told = { contentType?: string; provider?: string; timeZone?: string }
const decode = (text: string, more: Told = {}): DecodedFile =>
  decodeFile('some.file', Buffer.from(text), { ...told, ...more })
const update = { provider: 'agy-a', item: 'A1', saidAt: '2023-09-24T07:48:00+02:00', headline: 'h' }

describe('decoding a file without publishing it', () => {
  test('claims have the ids and defaults they would be filed with', () => {
    const claims = [
      { fact: 'nature', value: 'attack' },
      { fact: 'bogus', value: 1 },
      { fact: 'activity', value: 'over', speaker: 'Police', tier: 1 },
    ]
    const { format, updates, rejected, warnings } = decode(JSON.stringify({ ...update, claims }))
    expect([format, rejected]).toEqual(['wireledger', null])
    expect(updates[0]).toMatchObject({
      updateId: 'agy-a/A1@1',
      action: 'update',
      saidAt: '2023-09-24T05:48:00.000Z',
      claims: [
        {
          id: 'agy-a/A1@1#0',
          speaker: 'agy-a',
          tier: 4,
          independenceGroup: 'agy-a',
          saidAt: '2023-09-24T05:48:00.000Z',
        },
        { id: 'agy-a/A1@1#2', speaker: 'Police', tier: 1, independenceGroup: 'Police' },
      ],
    })
    expect(warnings).toEqual([expect.stringContaining('bogus')])
    expect(updates[0]).not.toHaveProperty('incident')
    expect(updates[0]).not.toHaveProperty('position')
  })

  test('claims read from text carry their quote, span and reader', () => {
    const text = 'A gunman opened fire in a mall, killing two civilians, police said.'
    const { updates } = decode(text, { contentType: 'text/plain', provider: 'me' })
    const claim = updates[0]?.claims.find(({ fact }) => fact === 'casualties/killed/civilians')
    expect(claim).toMatchObject({ value: 2, reader: expect.stringMatching(/^en\//) })
    expect(text.slice(claim?.span?.start, claim?.span?.end)).toBe(claim?.quote)
    expect(updates[0]?.updateId).toMatch(/^me\/sha256-[0-9a-f]{32}@1$/)
  })

  test('repeats, conflicts and kills without a home are shown too', () => {
    const lines = [
      update,
      update,
      { ...update, headline: 'other' },
      { ...update, item: 'A2', action: 'repeat', relations: [{ rel: 'repeats', item: update.item }] },
      { provider: 'agy-z', item: 'Z', action: 'kill' },
    ]
    const ndjson = lines.map((line) => JSON.stringify(line)).join('\n')
    const { updates, warnings } = decode(ndjson, { contentType: 'application/x-ndjson' })
    expect(updates.map(({ action }) => action)).toEqual(['update', 'update', 'update', 'repeat', 'kill'])
    expect(warnings.filter((warning) => warning.startsWith('repeat: '))).toHaveLength(2)
    expect(warnings.filter((warning) => warning.startsWith('conflict: '))).toHaveLength(1)
  })

  test('a time without an offset is one of the zone that was told', () => {
    const item = JSON.stringify({ uri: 'urn:x:1', headline: 'h', versioncreated: '2024-07-15T12:30:00' })
    expect(decode(item, { timeZone: 'Europe/Vienna' }).updates[0]?.saidAt).toBe('2024-07-15T10:30:00.000Z')
    expect(decode(item).updates[0]?.saidAt).toBe('2024-07-15T12:30:00.000Z')
  })

  test('what cannot be decoded says why and where', () => {
    expect(decode('{"a":')).toEqual({
      file: 'some.file',
      format: null,
      updates: [],
      rejected: { reason: expect.stringContaining('line 1'), at: 'line 1, column 6' },
      warnings: [],
    })
  })
})
