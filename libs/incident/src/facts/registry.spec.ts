import { factKindOf, factKinds, parseFact } from './registry.js'

describe.each(factKinds.map((kind) => [kind.name, kind] as const))('the fact %s', (_, kind) => {
  it('parses its examples, and they survive JSON', () => {
    expect(kind.examples.length).toBeGreaterThan(0)
    for (const { path, value, detail } of kind.examples) {
      expect(factKindOf(path)).toBe(kind)
      const parsed = kind.parse(value, detail)
      expect(parsed).toEqual({ ok: true, value, ...(detail === undefined ? {} : { detail }) })
      expect(JSON.parse(JSON.stringify(parsed))).toEqual(parsed)
    }
  })
})

it.each([
  ['activity', 'quiet'],
  ['activity', 1],
  ['casualties/killed/police', -1],
  ['casualties/killed/police', 1.5],
  ['casualties/killed/police', '1'],
  ['casualties/killed/Police', 1],
  ['casualties/hurt/police', 1],
  ['casualties/killed', 1],
  ['location/place', { stated: 'village' }],
  ['location/street', 'x'],
  ['perpetrator', ' '],
  ['nature', null],
  ['note/', 1],
  ['weather', 'rain'],
  ['', 1],
])('refuses %s = %j and says why', (fact, value) => {
  const parsed = parseFact(fact, value)
  expect(parsed.ok).toBe(false)
  expect(parsed).toHaveProperty('message', expect.stringMatching(/expected|unknown fact/))
})

it('refuses a count whose unit is none of the contract', () => {
  expect(parseFact('casualties/killed/police', 3, { unit: 'dozens' }).ok).toBe(false)
  expect(parseFact('casualties/killed/police', 3, { unit: 'atLeast', serious: 1 }).ok).toBe(true)
})
