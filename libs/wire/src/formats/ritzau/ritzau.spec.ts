import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mostMilliseconds } from '../../testing/hostile.js'
import { hostileXml, isAnswer, timedDecode } from '../../testing/hostile-xml.js'
import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const news = (fields: { readonly [name: string]: string } = {}) => {
  const all = { NewsID: 'a2', headline: 'Færge på grund', version: '1', content: '&lt;p&gt;En.&lt;/p&gt;', ...fields }
  return `<RBNews>${Object.entries(all)
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join('')}</RBNews>`
}
const queue = (...all: readonly string[]) =>
  `<XMLNewsQueuedResponse xmlns="http://tempuri.org/"><XMLNewsQueuedResult><error xmlns="">0</error><ListOfRBNews xmlns="">\n${all.join('\n')}</ListOfRBNews></XMLNewsQueuedResult></XMLNewsQueuedResponse>`

describe('news of Ritzau', () => {
  it('is each news of the queue as an update of its own, or alone', () => {
    expect(decodeValue(queue(news(), news({ NewsID: 'a3', version: '0' })))).toMatchObject({
      format: 'ritzau',
      updates: [
        { provider: 'ritzau', item: 'a2', version: '1' },
        { item: 'a3', version: '0' },
      ],
    })
    expect(updateOf(news(), { provider: 'wire-dk' })).toMatchObject({ provider: 'wire-dk', item: 'a2' })
  })

  it('is refused as a whole, with the place, where one of several has no identity', () => {
    const nameless = news().replace(/<NewsID>.*<\/NewsID>/, '')
    expect(rejectionOf(queue(news(), nameless))).toMatchObject({ code: 'WIRE_FIELDS', problems: [{ path: 'line 3' }] })
    expect(rejectionOf(queue())).toMatchObject({ code: 'WIRE_NOTHING_SAID' })
    expect(updateOf(nameless).item).toBeNull()
  })

  it('takes its clock for that of Copenhagen, in summer and in winter, and says so', () => {
    const at = (PublishDate: string) => updateOf(news({ PublishDate }))
    expect(at('2018-02-01T18:44:52.973')).toMatchObject({
      saidAt: '2018-02-01T17:44:52.973Z',
      particulars: { timeTrust: 'local-assumed' },
    })
    expect(at('2024-07-01T18:44:52').saidAt).toBe('2024-07-01T16:44:52.000Z')
    expect(at('2024-10-27T02:30:00').saidAt).toBe('2024-10-27T00:30:00.000Z')
    expect(at('2024-07-01T18:44:52Z')).toMatchObject({
      saidAt: '2024-07-01T18:44:52.000Z',
      particulars: { timeTrust: 'exact' },
    })
    expect(warningsOf(news({ PublishDate: 'i går' }))).toEqual([expect.stringContaining('PublishDate "i går"')])
  })

  it.each([
    ['Annuleret', 'kill', 'cancels', 'status-canceled'],
    ['Korrektion', 'correction', 'corrects', 'signal-correction'],
    ['NyVersion', 'update', 'supersedes', 'signal-update'],
  ])('with the flag %s is a %s and %s the news it names', (flag, action, rel, rule) => {
    const flagged = { Annuleret: 'false', Korrektion: 'false', NyVersion: 'false', [flag]: 'true' }
    for (const field of ['Replaces', 'replacedID']) {
      expect(updateOf(news({ ...flagged, [field]: 'a1' }))).toMatchObject({
        action,
        relations: [{ rel, provider: 'ritzau', item: 'a1', version: null }],
        evidence: { action: { rule, field: `/${flag}`, value: flag } },
      })
    }
    expect(updateOf(news(flagged))).toMatchObject({ action, relations: [] })
  })

  it('is new where no flag is set and it replaces nothing', () => {
    const nil = news().replace(
      '</RBNews>',
      '<Replaces i:nil="true" xmlns:i="urn:i">a1</Replaces><Annuleret>false</Annuleret></RBNews>',
    )
    expect(updateOf(nil)).toMatchObject({ action: 'new', relations: [], particulars: { pubStatus: 'usable' } })
    expect(updateOf(news({ version: '2' })).action).toBe('update')
  })

  it('reads words that were escaped twice, and shows nothing of a script', () => {
    const content =
      '&lt;p&gt;Spire&amp;amp;apos;s plan &amp;amp;lt; 5 &amp;lt;b&amp;gt;&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;'
    expect(updateOf(news({ headline: 'Spire&amp;apos;s &amp;quot;plan&amp;quot;', content }))).toMatchObject({
      headline: 'Spire\'s "plan"',
      text: "Spire's plan < 5 <b>",
      particulars: { html: "<p>Spire's plan &lt; 5 &lt;b&gt;</p>" },
    })
  })

  it('keeps the writer’s contacts and the words to the newsroom from the public', () => {
    const update = updateOf(
      news({
        byLine: 'Ane',
        byLineEmail: 'ane@x.example',
        byLinePhone: '5550100',
        TilRedaktionen: '&lt;p&gt;Kun til jer&lt;/p&gt;',
      }),
    )
    const { edNotes, ...others } = update.particulars
    expect(edNotes).toEqual([
      { role: 'TilRedaktionen', public: false, text: 'Kun til jer' },
      { role: 'contact', public: false, text: 'ane@x.example, 5550100' },
    ])
    expect(JSON.stringify({ ...update, particulars: others })).not.toMatch(/Kun til jer|5550100|ane@/)
  })

  it('has no slug, for its strapline names a department and not the story', () => {
    expect(updateOf(news({ strapline: '---PRINT/NOTE/SPORT-3' }))).toMatchObject({
      slug: null,
      particulars: { keywords: ['PRINT', 'NOTE', 'SPORT-3'] },
    })
  })

  it('is a flash where it says so', () => {
    expect(updateOf(news({ Priority: '4', InfoFlash: 'true' }))).toMatchObject({
      urgency: 4,
      particulars: { priorityRaw: '4', level: 'flash' },
    })
    expect(warningsOf(news({ Priority: '0' }))).toEqual([expect.stringContaining('Priority "0"')])
  })
})

const here = dirname(fileURLToPath(import.meta.url))

describe('hostile news of Ritzau', () => {
  const sample = readFileSync(join(here, 'samples', 'annulled.input.xml'), 'utf8')
  // The slack is for a machine that has other work.
  it.each(hostileXml(sample))('is read, or refused at its place, and soon: %s', (_what, bytes) => {
    const { result, milliseconds } = timedDecode(bytes)
    expect(isAnswer(result)).toBe(true)
    if (result.outcome === 'decoded') expect(result).toMatchObject({ format: 'ritzau', updates: [{ action: 'kill' }] })
    expect(JSON.stringify(result)).not.toContain('root:')
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })
})
