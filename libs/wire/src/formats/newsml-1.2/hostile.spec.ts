import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../../decode.js'
import { mostMilliseconds } from '../../testing/hostile.js'
import { anyXml, hostileXml, isAnswer, timedDecode } from '../../testing/hostile-xml.js'
import { bytesOf, hintsOf } from '../../testing/wire-bytes.js'

const good = readFileSync(join(import.meta.dirname, 'samples', 'items.input.xml'), 'utf8')

const names = [
  'NewsML', 'NewsEnvelope', 'NewsItem', 'Identification', 'NewsIdentifier', 'ProviderId', 'DateId', 'NewsItemId', 'RevisionId', 'PublicIdentifier',
  'NewsManagement', 'FirstCreated', 'ThisRevisionCreated', 'Status', 'StatusWillChange', 'FutureStatus', 'DateAndTime', 'Urgency', 'Instruction',
  'RevisionStatus', 'DerivedFrom', 'AssociatedWith', 'NewsComponent', 'Role', 'NewsLines', 'HeadLine', 'SlugLine', 'NewsLine', 'NewsLineType',
  'NewsLineText', 'ContentItem', 'DataContent', 'MimeType', 'nitf', 'body', 'p', 'DescriptiveMetadata', 'Language', 'Location', 'Property',
] // prettier-ignore
const attributes = ['FormalName', 'PreviousRevision', 'Update', 'NewsItem', 'Revision', 'Value', 'HowPresent', 'xml:lang', 'Href'] // prettier-ignore
const texts = [
  '20240302T072000Z', '20240302T072000', '20240302', 'Canceled', 'Embargoed', 'Usable', 'Body', 'Photo', 'Contact', 'U', 'A', 'N', 'text/css',
  'urn:newsml:a.example:20240302:x:1', 'urn:newsml:a.example:20240302:x:1U', 'AdvisoryLine', 'en', 'CORRECTION', '0E68', ':', 'City',
] // prettier-ignore

describe('hostile NewsML 1.2', () => {
  it.each(hostileXml(good))('ends as an answer, and soon: %s', (_what, bytes) => {
    const { result, milliseconds } = timedDecode(bytes)
    expect(isAnswer(result)).toBe(true)
    expect(milliseconds).toBeLessThan(mostMilliseconds)
    expect(JSON.stringify(result)).not.toContain('root:')
  })

  it.each([
    ['components', '<NewsML><NewsItem><NewsComponent>', '<NewsComponent><NewsLines/></NewsComponent>', '<NewsLines><HeadLine>x</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>'],
    ['items', '<NewsML>', '<NewsItem><Identification><NewsIdentifier><NewsItemId>x</NewsItemId></NewsIdentifier></Identification></NewsItem>', '</NewsML>'],
    ['keywords', '<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>x</HeadLine></NewsLines><DescriptiveMetadata>', '<Property FormalName="Keyword" Value="a"/>', '</DescriptiveMetadata></NewsComponent></NewsItem></NewsML>'],
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

  it('is answered with any piece cut out or replaced', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(200), fc.constantFrom('', '<', '&', ']]>', '\u0000', '"', '<p>'), (at, length, piece) => {
        const from = at % good.length
        const changed = bytesOf(good.slice(0, from) + piece + good.slice(from + length))
        expect(isAnswer(decode(changed, hintsOf()))).toBe(true)
      }),
      { numRuns: 200 },
    ) // prettier-ignore
  })
})
