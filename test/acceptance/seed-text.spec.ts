import { existsSync, readFileSync } from 'node:fs'
import type { Claim } from '#incident'
import { startSystem, type TestSystem } from '#testkit'
import { getJson, publish, settled, type View } from './system/desk-client.js'

type Update = { text: string; claims: (Claim & { status: string })[] }

// The text of the seed is an agency's: it is read where it lies, and a retelling of our own stands in for it elsewhere.
const seed = new URL('../../../shared/fixtures/banjska/seed.txt', import.meta.url)
const retelling = `A police officer died and another was hurt on Sunday in an attack in the north, according to Prime Minister Albin Kurti on his Facebook page.

Kurti said the gunmen were professionals and that the shootings continue.

According to a statement from the Kosovo police published by the newspaper "Koha Ditore", officers came upon a road block.

According to the same statement, a police officer was killed and three others were injured, one of them seriously, and shootings continue sporadically.`

describe.each<[string, string]>([
  ['a retelling of the seed', retelling],
  ...(existsSync(seed) ? [['the seed text', readFileSync(seed, 'utf8')] as [string, string]] : []),
])('%s, sent whole as plain text', (name, text) => {
  let system: TestSystem
  let update: Update
  let view: View

  beforeAll(async () => {
    system = await startSystem()
    const [receipt = ''] = await publish(system.ingest.url, text, {
      'content-type': 'text/plain; charset=utf-8',
      'wire-incident': name,
      'wire-provider': 'agy-a',
    })
    const { updates } = await settled(system.desk.url, receipt)
    update = await getJson(`${system.desk.url}/v1/updates/${encodeURIComponent(updates[0]?.updateId ?? '')}`)
    view = await getJson(`${system.desk.url}/v1/incidents/${encodeURIComponent(name)}`)
  })
  afterAll(() => system.stop())

  const claimsOf = (fact: string, speaker: RegExp): Partial<Claim>[] =>
    update.claims
      .filter((claim) => claim.fact === fact && speaker.test(claim.speaker))
      .map(({ value, via, detail }) => ({ value, via, ...(detail ? { detail } : {}) }))

  it('yields what the prime minister said, by way of Facebook', () => {
    expect(claimsOf('casualties/killed/police', /Kurti/)).toEqual([{ value: 1, via: ['Facebook'] }])
    expect(claimsOf('casualties/injured/police', /Kurti/)).toEqual([{ value: 1, via: ['Facebook'] }])
    expect(claimsOf('activity', /Kurti/)).toEqual([expect.objectContaining({ value: 'ongoing' })])
  })

  it('yields what the police said, by way of Koha Ditore', () => {
    expect(claimsOf('casualties/killed/police', /police/i)).toEqual([{ value: 1, via: ['Koha Ditore'] }])
    expect(claimsOf('casualties/injured/police', /police/i)).toEqual([
      { value: 3, via: ['Koha Ditore'], detail: { serious: 1 } },
    ])
    expect(claimsOf('activity', /police/i)).toEqual([expect.objectContaining({ value: 'sporadic' })])
  })

  it('quotes each claim from the text itself', () => {
    for (const { span, quote, reader } of update.claims) {
      expect(update.text.slice(span?.start, span?.end)).toBe(quote)
      expect(reader).toMatch(/^en\/\d/)
    }
  })

  it('believes three injured, disputed, and sporadic shooting', () => {
    expect(view.beliefs['casualties/injured/police']).toMatchObject({ best: 3, low: 1, high: 3, disputed: true })
    expect(view.beliefs['activity']).toMatchObject({ best: 'sporadic' })
  })
})
