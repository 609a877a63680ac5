import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../../decode.js'
import { mostMilliseconds } from '../../testing/hostile.js'
import { anyXml, hostileXml, isAnswer, timedDecode } from '../../testing/hostile-xml.js'
import { bytesOf, hintsOf } from '../../testing/wire-bytes.js'

const samples = ['message', 'alert', 'local-times'].map((name) =>
  readFileSync(join(import.meta.dirname, 'samples', `${name}.input.xml`), 'utf8'),
)
const [good = ''] = samples

const names = [
  'newsMessage', 'itemSet', 'newsItem', 'packageItem', 'conceptItem', 'planningItem', 'header', 'sent', 'itemMeta', 'contentMeta', 'contentSet',
  'provider', 'versionCreated', 'embargoed', 'pubStatus', 'edNote', 'link', 'signal', 'headline', 'slugline', 'located', 'subject', 'name',
  'broader', 'inlineXML', 'inlineData', 'html', 'body', 'p', 'nitf', 'body.content', 'hopHistory', 'hop', 'party', 'action', 'rightsInfo',
  'copyrightHolder', 'assert', 'urgency', 'genre', 'concept', 'event', 'events', 'groupSet', 'group', 'itemRef',
] // prettier-ignore
const attributes = [
  'guid', 'version', 'xml:lang', 'qcode', 'literal', 'uri', 'rel', 'residref', 'href', 'role', 'seq', 'contenttype', 'encoding', 'pubconstraint', 'tag',
] // prettier-ignore
const texts = [
  '2024-03-02T07:20:00Z', '2024-03-02T07:20:00', 'soon', 'stat:canceled', 'stat:withheld', 'sig:correction', 'edStat:D', 'CORRECTED-x', 'urn:a',
  'text/plain', 'application/xhtml+xml', 'en', 'irel:previousVersion', 'nprov:X', ':', '0E68', '&#10;', 'Not for publication', '999999999999',
] // prettier-ignore

describe('hostile NewsML-G2', () => {
  it.each(hostileXml(good))('ends as an answer, and soon: %s', (_what, bytes) => {
    const { result, milliseconds } = timedDecode(bytes)
    expect(isAnswer(result)).toBe(true)
    expect(milliseconds).toBeLessThan(mostMilliseconds)
    expect(JSON.stringify(result)).not.toContain('root:')
  })

  it.each([
    ['subjects', '<newsItem guid="x"><contentMeta>', '<subject qcode="a:b"/>', '</contentMeta></newsItem>'],
    ['notes', '<newsItem guid="x"><itemMeta>', '<edNote>+1 555 0101</edNote>', '</itemMeta></newsItem>'],
    ['links', '<newsItem guid="x"><itemMeta>', '<link residref="a" version="1"/>', '</itemMeta></newsItem>'],
    ['renditions', '<newsItem guid="x"><contentSet>', '<inlineData>&lt;b&gt;</inlineData>', '</contentSet></newsItem>'],
    ['paragraphs', '<newsItem guid="x"><contentSet><inlineXML><html><body>', '<p>x</p>', '</body></html></inlineXML></contentSet></newsItem>'],
    ['hops', '<newsItem guid="x"><hopHistory>', '<hop><party literal="a"/></hop>', '</hopHistory></newsItem>'],
  ])('costs little for very many %s', (_what, before, piece, after) => {
    const bytes = bytesOf(before + piece.repeat(Math.floor(900_000 / piece.length)) + after)
    const { result, milliseconds } = timedDecode(bytes)
    expect(isAnswer(result)).toBe(true)
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  }) // prettier-ignore

  it('is answered for any document of its elements, with every item as one update or the whole as one rejection', () => {
    fc.assert(
      fc.property(anyXml(names, attributes, texts), (document) => {
        const result = decode(bytesOf(document), hintsOf())
        expect(isAnswer(result)).toBe(true)
        expect(decode(bytesOf(document), hintsOf())).toEqual(result)
      }),
      { numRuns: 700 },
    )
  })

  it('is answered with any piece cut out, doubled or replaced', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(200), fc.constantFrom('', '<', '&', ']]>', '\u0000', '"', '<p>', '\ud800'), (text, at, length, piece) => {
        const from = at % text.length
        const changed = bytesOf(text.slice(0, from) + piece + text.slice(from + length))
        expect(isAnswer(decode(changed, hintsOf()))).toBe(true)
      }),
      { numRuns: 200 },
    ) // prettier-ignore
  })
})
