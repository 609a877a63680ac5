import { decode } from '../decode.js'
import { maxDocumentItems } from '../limits.js'
import { bytesOf, hintsOf } from '../testing/wire-bytes.js'

const alert = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>@@</identifier><sender>met@example.org</sender>
<sent>2024-03-02T07:20:00Z</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope></alert>`
const newsMl = `<NewsItem><Identification><NewsIdentifier><ProviderId>p</ProviderId><NewsItemId>@@</NewsItemId>
<RevisionId>1</RevisionId></NewsIdentifier></Identification></NewsItem>`

const messages: readonly (readonly [format: string, start: string, item: string, between: string, end: string])[] = [
  ['newsml-g2', '<newsMessage><itemSet>', '<newsItem guid="@@"/>', '\n', '</itemSet></newsMessage>'],
  ['newsml-1.2', '<NewsML>', newsMl, '\n', '</NewsML>'],
  ['ritzau', '<ListOfRBNews>', '<RBNews><NewsID>@@</NewsID></RBNews>', '\n', '</ListOfRBNews>'],
  ['cap', '<EDXLDistribution>', alert, '\n', '</EDXLDistribution>'],
  ['rss', '<rss version="2.0"><channel>', '<item><guid>@@</guid></item>', '\n', '</channel></rss>'],
  ['atom', '<feed>', '<entry><id>@@</id></entry>', '\n', '</feed>'],
  ['ninjs', '[', '{"uri":"@@","headline":"A headline","versioncreated":"2024-03-02T07:20:00Z"}', ',', ']'],
  ['ap-media', '{"data":{"items":[', '{"item":{"altids":{"itemid":"@@"},"version":1,"type":"text"}}', ',', ']}}'],
]

describe('a document of very many items', () => {
  it.each(messages)('of %s is refused as a whole, naming the first too many', (_format, start, item, between, end) => {
    const document = start + pieces(item, maxDocumentItems + 1).join(between) + end
    const refused = decode(bytesOf(document), hintsOf())
    expect(refused).toMatchObject({ outcome: 'rejected', code: 'WIRE_TOO_MANY_ITEMS' })
    expect(refused).toHaveProperty('problems.0.path', expect.stringMatching(/^(?:line \d+|.*\/2000(?:\/item)?)$/))
  })

  it.each(messages)('of %s is read where it has as many as it may', (format, start, item, between, end) => {
    const document = start + pieces(item, maxDocumentItems).join(between) + end
    const decoded = decode(bytesOf(document), hintsOf())
    expect(decoded).toMatchObject({ outcome: 'decoded', format })
    expect(decoded).toHaveProperty('updates.length', maxDocumentItems)
  })
})

const pieces = (item: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_value, at) => item.replace('@@', `item-${at}`))
