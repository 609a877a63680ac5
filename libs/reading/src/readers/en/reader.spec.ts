import fc from 'fast-check'
import { readClaims } from '../../read-claims.js'
import { development } from '../../testing/en-development.js'
import { heldOut } from '../../testing/en-held-out.js'
import { englishReader } from './reader.js'

const sentences = [...development, ...heldOut].map(([text]) => text)
const newsText = fc.array(fc.constantFrom(...sentences), { maxLength: 12 }).map((parts) => parts.join(' '))
const words = sentences.flatMap((text) => text.split(' '))
const wordSalad = fc
  .array(fc.constantFrom(...words, '"', '“', '”', '(', '\n', '\n\n', ';', '—', ','), { maxLength: 80 })
  .map((parts) => parts.join(' '))
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  newsText,
  wordSalad,
)

describe('the English reader', () => {
  it('gives, for any text, claims in order whose quotes are what stands there', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const claims = englishReader.read(text)
        let last = 0
        for (const { quote, span, confidence, tier } of claims) {
          expect(text.slice(span.start, span.end)).toBe(quote)
          expect(quote.length).toBeGreaterThan(0)
          expect(span.start).toBeGreaterThanOrEqual(last)
          expect(confidence).toBeGreaterThan(0)
          expect(confidence).toBeLessThanOrEqual(1)
          expect([1, 2, 3, 4, 5]).toContain(tier)
          last = span.start
        }
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same claims for the same text, and one for what one speaker says twice', () => {
    fc.assert(
      fc.property(newsText, (text) => {
        const claims = englishReader.read(text)
        expect(englishReader.read(text)).toEqual(claims)
        const keys = claims.map(({ fact, value, speaker }) => JSON.stringify([fact, value, speaker]))
        expect(new Set(keys).size).toBe(keys.length)
      }),
      { numRuns: 60 },
    )
  })

  it('only gives facts of the contract with values of their kind', () => {
    for (const text of sentences) {
      for (const { fact, value } of englishReader.read(text)) {
        if (fact === 'activity') expect(['reported', 'ongoing', 'sporadic', 'contained', 'over']).toContain(value)
        else {
          expect(fact).toMatch(
            /^casualties\/(?:killed|injured|missing|arrested|detained|released)\/(?:police|military|rescuers|civilians|attackers|unknown)$/u,
          )
          expect(Number.isInteger(value) && Number(value) >= 0).toBe(true)
        }
      }
    }
  })
})

describe('a language', () => {
  const text = 'Two officers were killed, police said.'
  it.each(['en', 'EN', 'en-GB', 'en_US', null])('%p is read as English', (language) => {
    expect(readClaims(text, language)).toMatchObject({
      reader: 'en/1',
      claims: [{ fact: 'casualties/killed/police', value: 2, speaker: 'police' }],
    })
  })

  it.each(['sq', 'de-AT', '', 'tlh'])('%p has no reader and gives no claims', (language) => {
    expect(readClaims(text, language)).toEqual({ reader: null, claims: [] })
  })

  it.each([
    ['shootings continue', 'en/1'],
    ['Zwei Polizisten wurden bei dem Angriff getötet und drei verletzt, teilte die Polizei mit.', null],
    ['Полицајац је убијен', null],
    ['', null],
  ])('is guessed from the text when none is given: %p', (guessed, reader) => {
    expect(readClaims(guessed, null).reader).toBe(reader)
  })
})
