import { rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const least = { provider: 'agy-a', item: 'A3', headline: 'Something happened' }
const pathsOf = (value: unknown, hints = {}): readonly string[] =>
  rejectionOf(value, hints).problems.map(({ path }) => path)
const claim = (given: object): object => ({ ...least, claims: [{ fact: 'activity', value: 'ongoing', ...given }] })

describe('the Wireledger update', () => {
  it('fills in what the contract says where nothing is said', () => {
    expect(updateOf(least)).toEqual({
      format: 'wireledger',
      provider: 'agy-a',
      item: 'A3',
      version: '1',
      action: 'update',
      saidAt: null,
      headline: 'Something happened',
      text: null,
      language: null,
      slug: null,
      urgency: null,
      incident: null,
      relations: [],
      claims: null,
      withdraws: [],
      particulars: {},
      evidence: { action: { field: null, value: null, rule: 'default' } },
    })
  })

  it.each([
    [0, '0'],
    [2, '2'],
    ['0', '0'],
    ['10b', '10b'],
    [null, '1'],
  ])('takes the version %p as %p', (version, text) => {
    expect(updateOf({ ...least, version }).version).toBe(text)
  })

  it.each(['headline', 'text', 'claims'])('is satisfied with %s alone', (key) => {
    const value = key === 'claims' ? [{ fact: 'activity', value: 'over' }] : 'words'
    expect(updateOf({ provider: 'a', item: 'b', [key]: value }).item).toBe('b')
  })

  it.each([
    ['a kill', { action: 'kill' }],
    ['a withdraw', { action: 'withdraw' }],
    ['a cancels relation', { relations: [{ rel: 'cancels', item: 'x' }] }],
    ['withdrawals', { withdraws: ['agy-a/A1@1#0'] }],
    ['a list of no claims', { claims: [] }],
    ['a repeat of another item', { action: 'repeat', relations: [{ rel: 'repeats', item: 'x' }] }],
  ])('needs no words for %s', (_what, given) => {
    expect(updateOf({ provider: 'a', item: 'b', ...given }).headline).toBeNull()
  })

  it.each([
    ['nothing but an identity', { provider: 'a', item: 'b' }],
    ['blank words', { provider: 'a', item: 'b', headline: ' ', text: '\n' }],
    ['a hold without words', { provider: 'a', item: 'b', action: 'hold' }],
  ])('refuses %s', (_what, value) => {
    expect(rejectionOf(value)).toMatchObject({ code: 'WIRE_FIELDS', unsupported: false, problems: [{ path: '' }] })
  })

  it.each([
    ['provider', { ...least, provider: 'Agency A' }, '/provider'],
    ['provider', { ...least, provider: undefined }, '/provider'],
    ['provider', { ...least, provider: null }, '/provider'],
    ['item', { ...least, item: 7 }, '/item'],
    ['item', { ...least, item: '' }, '/item'],
    ['item', { ...least, item: undefined }, '/item'],
    ['version', { ...least, version: true }, '/version'],
    ['version', { ...least, version: '' }, '/version'],
    ['action', { ...least, action: 'delete' }, '/action'],
    ['saidAt', { ...least, saidAt: '2023-09-24T07:20:00' }, '/saidAt'],
    ['saidAt', { ...least, saidAt: 1695539000 }, '/saidAt'],
    ['headline', { ...least, headline: 5 }, '/headline'],
    ['text', { ...least, text: ['a'] }, '/text'],
    ['language', { ...least, language: 'english!' }, '/language'],
    ['slug', { ...least, slug: {} }, '/slug'],
    ['urgency', { ...least, urgency: 0 }, '/urgency'],
    ['urgency', { ...least, urgency: '2' }, '/urgency'],
    ['urgency', { ...least, urgency: 2.5 }, '/urgency'],
    ['incident', { ...least, incident: ' ' }, '/incident'],
    ['relations', { ...least, relations: {} }, '/relations'],
    ['relations', { ...least, relations: ['A1'] }, '/relations/0'],
    ['relations', { ...least, relations: [{ rel: 'corrects' }] }, '/relations/0/item'],
    ['relations', { ...least, relations: [{ item: 'A1' }] }, '/relations/0/rel'],
    ['relations', { ...least, relations: [{ rel: null, item: 'A1' }] }, '/relations/0/rel'],
    ['relations', { ...least, relations: [{ rel: 'corrects', item: 'A1', provider: 'X' }] }, '/relations/0/provider'],
    ['claims', { ...least, claims: 'none' }, '/claims'],
    ['withdraws', { ...least, withdraws: ['agy-a/A1@1'] }, '/withdraws/0'],
    ['withdraws', { ...least, withdraws: ['agy-a/A1@1#0', 3] }, '/withdraws/1'],
    ['withdraws', { ...least, withdraws: Array(2001).fill('agy-a/A1@1#0') }, '/withdraws'],
  ])('refuses a bad %s at its pointer', (_key, value, path) => {
    expect(rejectionOf(value)).toMatchObject({ code: 'WIRE_FIELDS', problems: [{ path }] })
  })

  it('names every problem at once', () => {
    const value = { provider: 'A', item: 'x', headline: 5, action: 'go', relations: [{}], withdraws: [1] }
    expect(pathsOf(value)).toEqual([
      '/provider',
      '/action',
      '/headline',
      '/relations/0/rel',
      '/relations/0/item',
      '/withdraws/0',
    ])
  })

  it('ignores fields it does not know, and null fields', () => {
    expect(updateOf({ ...least, extra: { a: 1 }, slug: null, claims: null, relations: null })).toEqual(updateOf(least))
  })

  it('gives relations the provider of the update, and no version where none is named', () => {
    const relations = [
      { rel: 'corrects', item: 'A1', version: 1 },
      { rel: 'seeAlso', item: 'x', provider: 'agy-b' },
    ]
    expect(updateOf({ ...least, relations }).relations).toEqual([
      { rel: 'corrects', provider: 'agy-a', item: 'A1', version: '1' },
      { rel: 'seeAlso', provider: 'agy-b', item: 'x', version: null },
    ])
  })

  it.each([
    ['an unknown fact', { fact: 'weather/wind' }, /^claims\[0\]: .*weather\/wind/],
    ['a value of the wrong kind', { value: 'raging' }, /^claims\[0\]: activity/],
    ['no value', { value: undefined }, /^claims\[0\]: value/],
    ['no fact', { fact: undefined }, /^claims\[0\]: fact/],
    ['tier 0', { tier: 0 }, /^claims\[0\]: tier/],
    ['tier 10', { tier: 10 }, /^claims\[0\]: tier/],
    ['tier 1.5', { tier: 1.5 }, /^claims\[0\]: tier/],
    ['a tier in words', { tier: 'high' }, /^claims\[0\]: tier/],
    ['a time without an offset', { saidAt: '2023-09-24T06:30:00' }, /^claims\[0\]: saidAt/],
    ['a speaker that is no text', { speaker: 5 }, /^claims\[0\]: speaker/],
    ['via that is no list', { via: 'Koha' }, /^claims\[0\]: via/],
    ['via with a number', { via: [1] }, /^claims\[0\]: via/],
    ['an allegation in words', { allegation: 'yes' }, /^claims\[0\]: allegation/],
    ['detail that is no object', { detail: 1 }, /^claims\[0\]: detail/],
  ])('leaves out a claim with %s, says so, and takes the update', (_what, given, warning) => {
    expect(updateOf(claim(given)).claims).toEqual([])
    expect(warningsOf(claim(given))).toEqual([expect.stringMatching(warning)])
  })

  it('keeps the index of a claim whatever was left out before it', () => {
    const claims = [5, { fact: 'activity', value: 'over' }, { fact: '?' }, { fact: 'nature', value: 'fire' }]
    expect(updateOf({ ...least, claims }).claims?.map(({ index }) => index)).toEqual([1, 3])
    expect(warningsOf({ ...least, claims }).map((warning) => warning.slice(0, 9))).toEqual(['claims[0]', 'claims[2]'])
  })

  it('takes a perpetrator as an allegation whatever the publisher says', () => {
    const claims = [
      { fact: 'perpetrator', value: 'x', allegation: false },
      { fact: 'nature', value: 'y', allegation: true },
      { fact: 'nature', value: 'z' },
    ]
    expect(updateOf({ ...least, claims }).claims?.map(({ allegation }) => allegation)).toEqual([true, true, false])
  })

  it('leaves to filing what a claim does not say, a blank speaker included', () => {
    expect(updateOf(claim({ speaker: ' ', tier: null })).claims).toMatchObject([
      { speaker: null, tier: null, independenceGroup: null, saidAt: null, quote: null, via: [] },
    ])
  })

  describe('with headers', () => {
    const hints = {
      provider: 'agy-b',
      item: 'H1',
      version: '9',
      saidAt: '2024-01-01T00:00:00Z',
      incident: 'storm',
      language: 'de',
    }

    it('takes from them what the document does not say', () => {
      expect(updateOf({ headline: 'x' }, hints)).toMatchObject({ ...hints, saidAt: '2024-01-01T00:00:00.000Z' })
    })

    it('lets the document win, and warns', () => {
      const document = { ...least, version: '2', saidAt: '2023-09-24T07:20:00Z', incident: 'banjska', language: 'en' }
      expect(updateOf(document, hints)).toMatchObject({ ...document, saidAt: '2023-09-24T07:20:00.000Z' })
      expect(warningsOf(document, hints).map((warning) => warning.split(' ')[0])).toEqual([
        'wire-provider', 'wire-item', 'wire-version', 'wire-said-at', 'wire-language', 'wire-incident',
      ]) // prettier-ignore
    })

    it('does not warn where both say the same', () => {
      expect(
        warningsOf({ ...least, saidAt: '2024-01-01T01:00:00+01:00' }, { provider: 'agy-a', saidAt: hints.saidAt }),
      ).toEqual([])
    })
  })

  it('refuses a duplicate key anywhere, because it says two things at once', () => {
    const text =
      '{"provider":"a","item":"b","headline":"c","claims":[{"fact":"activity","value":"over","value":"ongoing"}]}'
    expect(rejectionOf(text)).toMatchObject({
      code: 'WIRE_JSON_DUPLICATE_KEY',
      problems: [{ path: '/claims/0/value' }],
    })
  })
})
