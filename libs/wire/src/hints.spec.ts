import { checkHints, noHints } from './hints.js'
import { providerCodeOf, providerPattern } from './names.js'
import { hintsOf, rejectionOf, updateOf } from './testing/wire-bytes.js'

describe('the headers of an item', () => {
  it('finds nothing wrong where there are none', () => {
    expect(checkHints(noHints)).toEqual([])
  })

  it.each([
    ['wire-provider', { provider: 'AGY-A' }],
    ['wire-provider', { provider: '' }],
    ['wire-provider', { provider: '-agy' }],
    ['wire-provider', { provider: 'a'.repeat(65) }],
    ['wire-item', { item: ' ' }],
    ['wire-item', { item: 'a\nb' }],
    ['wire-item', { item: '\ud800' }],
    ['wire-item', { item: 'ä'.repeat(200) }],
    ['wire-version', { version: '' }],
    ['wire-version', { version: '1'.repeat(129) }],
    ['wire-said-at', { saidAt: 'yesterday' }],
    ['wire-said-at', { saidAt: '2024-03-02T07:20:00' }],
    ['wire-said-at', { saidAt: '2024-02-30T07:20:00Z' }],
    ['wire-incident', { incident: '\u0007' }],
    ['wire-language', { language: 'english!' }],
    ['wire-language', { language: 'en_GB' }],
    ['wire-time-zone', { timeZone: 'Mars/Base' }],
    ['wire-time-zone', { timeZone: '+02:00' }],
  ])('names %s where it holds %p', (header, given) => {
    expect(checkHints(hintsOf(given))).toMatchObject([{ path: header }])
    expect(rejectionOf('some text', given)).toMatchObject({ code: 'WIRE_HEADER', problems: [{ path: header }] })
  })

  it.each(['en', 'nb-NO', 'zh-Hant-TW', 'x-newsroom', 'de-1996'])('takes the language tag %s', (language) => {
    expect(updateOf('some text', { language }).language).toBe(language)
  })

  it('names every bad header at once', () => {
    const problems = checkHints(hintsOf({ provider: '!', item: '', saidAt: 'x' }))
    expect(problems.map(({ path }) => path)).toEqual(['wire-provider', 'wire-item', 'wire-said-at'])
  })

  it.each([
    ['ASSOCIATED PRESS', 'associated-press'],
    ['Côte d’Ivoire Presse', 'cote-d-ivoire-presse'],
    ['AAP', 'aap'],
    ['-.dpa.-', 'dpa'],
    ['x'.repeat(300), 'x'.repeat(64)],
    ['共同', undefined],
    ['', undefined],
  ])('makes a provider code of %p', (name, code) => {
    expect(providerCodeOf(name)).toBe(code)
    if (code !== undefined) expect(code).toMatch(providerPattern)
  })
})
