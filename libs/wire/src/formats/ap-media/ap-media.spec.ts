import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const least = {
  uri: 'https://api.ap.org/media/v/content/a1?qt=x&et=y',
  altids: { itemid: 'a1', etag: 'a1_1' },
  version: 0,
  signals: ['newscontent'],
  headline: 'Ferry lists',
}
const answer = (item: unknown) => ({ api_version: '2.2', method: '/content.GET', data: { item } })
const feed = (...items: readonly unknown[]) => ({
  api_version: '2.2',
  method: '/content/feed.GET',
  data: { items: items.map((item) => ({ item })) },
})
const said = (given: object) => updateOf(answer({ ...least, ...given }))

describe('an item of the AP Media API', () => {
  it('is told in a feed, alone, as an entry of a feed and by itself', () => {
    for (const value of [feed(least), answer(least), { item: least }, least]) {
      expect(updateOf(value)).toMatchObject({ format: 'ap-media', provider: 'ap', item: 'a1', version: '0' })
    }
  })

  it('is no ninjs item that only quotes the ids of AP', () => {
    expect(updateOf({ uri: 'urn:x', headline: 'x', altids: { itemid: 'a1', etag: 'e' } }).format).toBe('ninjs')
    expect(updateOf({ ...least, $standard: { name: 'ninjs' } }).format).toBe('ninjs')
  })

  it('gives an update for each entry of a feed, and all or nothing', () => {
    const two = feed(least, { ...least, altids: { itemid: 'a2' }, versioncreated: 'soon' })
    expect(decodeValue(two)).toMatchObject({ outcome: 'decoded', updates: [{ item: 'a1' }, { item: 'a2' }] })
    expect(warningsOf(two)).toEqual([expect.stringMatching(/^\/data\/items\/1\/item: versioncreated/)])
    expect(rejectionOf(feed(least, { headline: 'x' }, 5))).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: '/data/items/1/item/altids/itemid' }, { path: '/data/items/2/item' }],
    })
  })

  it('has nothing to say as a feed without items', () => {
    expect(rejectionOf(feed())).toMatchObject({ code: 'WIRE_NOTHING_SAID', problems: [{ path: '/data/items' }] })
  })

  it('is identified by its item id, and by its address without query tokens where it has none', () => {
    expect(said({ altids: {} })).toMatchObject({ item: 'https://api.ap.org/media/v/content/a1' })
    expect(rejectionOf(feed(least, { ...least, altids: { itemid: 'a\nb' } })).problems[0]?.path).toBe(
      '/data/items/1/item/altids/itemid',
    )
  })

  it.each([
    [{ version: 0 }, '0', 'new', 'none'],
    [{ version: '0' }, '0', 'new', 'none'],
    [{ version: 1 }, '1', 'update', 'version'],
    [{ version: 12 }, '12', 'update', 'version'],
    [{ version: undefined, versioncreated: '2024-03-02T07:00:00Z' }, '2024-03-02T07:00:00.000Z', 'new', 'none'],
    [{ version: undefined }, '0', 'new', 'none'],
  ])('has for %j the version %s: %s by %s', (given, version, action, rule) => {
    expect(said(given)).toMatchObject({ version, action, evidence: { action: { rule } } })
  })

  it.each([
    [{ pubstatus: 'canceled' }, 'kill', 'canceled'],
    [{ pubstatus: 'withheld' }, 'hold', 'held'],
    [{ pubstatus: 'usable' }, 'new', 'usable'],
    [{ embargoed: '2024-03-02T07:00:00Z' }, 'new', 'embargoed'],
    [{ embargoed: '' }, 'new', 'usable'],
    [{ ednote: 'Eds: CORRECTS spelling of name' }, 'correction', 'usable'],
    [{ ednote: 'Eds: UPDATES: With AP Photos.' }, 'update', 'usable'],
    [{ editorialtypes: ['Lead'] }, 'update', 'usable'],
    [{ editorialtypes: ['Correction'] }, 'correction', 'usable'],
    [{ slugline: 'BC-EU--Ferry, 8th Ld-Writethru', version: 8 }, 'update', 'usable'],
    [{ signals: [] }, 'advisory', 'usable'],
    [{ signals: ['explicitcontent'], version: 4 }, 'advisory', 'usable'],
    [{ signals: [], pubstatus: 'canceled' }, 'kill', 'canceled'],
    [{ profile: 'Daybook' }, 'advisory', 'usable'],
  ])('does for %j a %s and is %s', (given, action, pubStatus) => {
    expect(said(given)).toMatchObject({ action, particulars: { pubStatus } })
  })

  it('must not be published where AP says that it is no news content, and says nothing of it where AP does not', () => {
    expect(said({ signals: [] }).particulars.publishable).toBe(false)
    expect(said({}).particulars.publishable).toBeUndefined()
    expect(said({ signals: undefined }).particulars.publishable).toBeUndefined()
  })

  it('may have changed nothing but metadata where a later version names no take', () => {
    expect(said({ version: 3, type: 'text' }).evidence['metadataOnly']).toBe('possible')
    expect(said({ version: 3, type: 'text', slugline: 'BC-Ferry, 3rd Ld' }).evidence['metadataOnly']).toBeUndefined()
    expect(said({ version: 0, type: 'text' }).evidence['metadataOnly']).toBeUndefined()
  })

  it.each([
    [{ editorialpriority: 'f' }, 'flash'],
    [{ editorialpriority: 'b' }, 'alert'],
    [{ editorialpriority: 'u', urgency: 4 }, 'urgent'],
    [{ urgency: 4 }, 'routine'],
    [{ editorialpriority: 's' }, 'advance'],
    [{ slugline: 'BC-APNewsAlert', editorialpriority: 'u' }, 'alert'],
    [{}, undefined],
  ])('is read for %j as %p', (given, level) => {
    expect(said(given).particulars.level).toBe(level)
  })

  it('has notes to editors that stay in the house', () => {
    const { particulars, ...others } = said({ ednote: 'Eds: CORRECTS age. Call 555-0100.' })
    const { edNotes, ...othersToo } = particulars
    expect(edNotes).toEqual([{ role: null, public: false, text: 'Eds: CORRECTS age. Call 555-0100.' }])
    expect(JSON.stringify([others, othersToo])).not.toContain('555')
  })

  it('names what it goes with, is derived from and refers to', () => {
    const update = said({
      associations: { 1: { altids: { itemid: 'p1' } }, 2: { uri: 'https://api.ap.org/p2?qt=a&et=b&ai=c' }, 3: null },
      derivedfrom: [{ altids: { itemid: 'd1' } }],
      refersto: ['r1'],
    })
    expect(update.relations.map(({ rel, item }) => [rel, item])).toEqual([
      ['derivedFrom', 'd1'],
      ['seeAlso', 'r1'],
      ['associatedWith', 'p1'],
      ['associatedWith', 'https://api.ap.org/p2'],
    ])
  })

  it('refuses a key that stands twice where it is read', () => {
    const text = JSON.stringify(answer(least)).replace('"version":0', '"version":0,"version":1')
    expect(rejectionOf(text)).toMatchObject({
      code: 'WIRE_JSON_DUPLICATE_KEY',
      problems: [{ path: '/data/item/version' }],
    })
  })

  it('follows headers only where it says nothing itself', () => {
    expect(updateOf(answer(least), { provider: 'agy-a', language: 'en' })).toMatchObject({
      provider: 'agy-a',
      language: 'en',
    })
    expect(warningsOf(answer(least), { version: '7' })).toHaveLength(1)
  })
})
