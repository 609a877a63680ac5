import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const feed = (...items: readonly string[]): string =>
  `<rss version="2.0"><channel>${items.map((item) => `<item>${item}</item>`).join('')}</channel></rss>`
const said = (item: string) => updateOf(feed(item))

describe('an item of RSS', () => {
  it.each([
    ['<guid>g</guid><link>http://x.example/1</link>', 'g'],
    ['<guid isPermaLink="false"> a b </guid>', 'a b'],
    ['<guid> </guid><link>http://x.example/1?a=1&amp;b=2</link>', 'http://x.example/1?a=1&b=2'],
    ['<title>t</title><enclosure url="http://x.example/1.mp3"/>', 'http://x.example/1.mp3'],
  ])('is with %s the item %s', (inside, item) => {
    expect(said(inside).item).toBe(item)
  })

  it('is known by its words where it has no id and no link, and by all of it where it has no words', () => {
    const one = said('<title>A</title><description>b</description>')
    expect(one.item).toMatch(/^fnv1a-[0-9a-f]{16}$/)
    expect(one.version).toBe(one.item)
    expect(said('<description>b</description><title>A</title>').item).toBe(one.item)
    expect(said('<title>A</title><description>c</description>').item).not.toBe(one.item)
    expect(said('<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>')).toMatchObject({
      item: expect.stringMatching(/^fnv1a-/),
      saidAt: '2004-01-01T19:48:21.000Z',
    })
  })

  it('has another version where its words changed, and the same where only their markup did', () => {
    const version = (description: string) => said(`<guid>g</guid><description>${description}</description>`).version
    expect(version('&lt;p&gt;one&lt;/p&gt;')).toBe(version('one'))
    expect(version('one')).not.toBe(version('two'))
  })

  it.each([
    ['<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>', '2004-01-01T19:48:21.000Z', 'exact', 0],
    ['<dc:date>2004-01-01T19:48:21Z</dc:date>', '2004-01-01T19:48:21.000Z', 'exact', 0],
    ['<pubDate>2004-01-01 19:48:21</pubDate>', '2004-01-01T19:48:21.000Z', 'local-assumed', 1],
    ['<pubDate>soon</pubDate><dc:date>2004-01-01</dc:date>', '2004-01-01T00:00:00.000Z', 'local-assumed', 2],
    ['<pubDate>soon</pubDate>', null, 'none', 1],
    ['', null, 'none', 0],
  ])('was with %s said at %p, %s', (inside, saidAt, timeTrust, warnings) => {
    const item = `<guid>g</guid><title>t</title>${inside}`
    expect(said(item)).toMatchObject({ saidAt, particulars: { timeTrust } })
    expect(warningsOf(feed(item))).toHaveLength(warnings)
  })

  it.each([
    ['<description>&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;</description>', 'a\n\nb'],
    ['<description><p>a</p></description>', 'a'],
    ['<description><![CDATA[<b>a</b>]]></description><encoded>longer</encoded>', 'longer'],
    ['<description>AT&amp;T</description>', 'AT&T'],
    ['<description><![CDATA[ <!DOCTYPE ]]></description>', '<!DOCTYPE'],
    ['<description>&lt;img src="x"&gt;</description><summary>s</summary>', 's'],
    ['<description>&lt;img src="x"&gt;</description>', null],
  ])('says with %s %j', (inside, text) => {
    expect(said(`<guid>g</guid>${inside}`).text).toBe(text)
  })

  it('has a provider that its channel names: a publisher, else the host of its link', () => {
    const of = (channel: string) =>
      updateOf(`<rss><channel>${channel}<item><guid>g</guid></item></channel></rss>`).provider
    expect(of('<link>https://www.Coast.example/x</link>')).toBe('coast.example')
    expect(of('<link>https://x.example/</link><publisher>Coast Wire</publisher>')).toBe('coast-wire')
    expect(of('<title>Coast</title>')).toBe('unknown')
    expect(updateOf(feed('<guid>g</guid>'), { provider: 'agy-a' }).provider).toBe('agy-a')
  })

  it('uses the digest of an identity that is too long', () => {
    const item = `<guid>http://x.example/${'ไ'.repeat(200)}</guid><title>t</title>`
    expect(said(item).item).toMatch(/^fnv1a-/)
    expect(warningsOf(feed(item))).toEqual([expect.stringContaining('its digest is used')])
  })

  it('may stand alone, and beside its channel', () => {
    expect(updateOf('<item><title>t</title><link>l</link></item>')).toMatchObject({ format: 'rss', item: 'l' })
    expect(updateOf('<rss><item><guid>g</guid></item></rss>').item).toBe('g')
    expect(updateOf('<rdf:RDF><channel/><item rdf:about="a"><title>t</title></item></rdf:RDF>').item).toBe('a')
  })

  it('takes headers only where it is alone', () => {
    const hints = { item: 'H', version: '7' }
    expect(updateOf(feed('<title>t</title>'), hints)).toMatchObject({ item: 'H', version: '7' })
    const two = decodeValue(feed('<guid>a</guid>', '<guid>b</guid>'), hints)
    expect(two).toMatchObject({ outcome: 'decoded', updates: [{ item: 'a' }, { item: 'b' }] })
  })

  it('is read under any type of XML, with a warning under another', () => {
    const value = feed('<guid>g</guid><title>t</title>')
    for (const contentType of ['application/rss+xml', 'application/xml', 'text/xml', 'application/octet-stream']) {
      expect(warningsOf(value, { contentType })).toEqual([])
    }
    expect(warningsOf(value, { contentType: 'application/atom+xml' })).toHaveLength(1)
  })

  it('refuses a feed that says nothing, holds too much or is no XML, and names the place', () => {
    expect(rejectionOf('<rss>\n<channel/></rss>')).toMatchObject({
      code: 'WIRE_NOTHING_SAID',
      problems: [{ path: 'line 1' }],
    })
    expect(rejectionOf(feed(' '))).toMatchObject({ code: 'WIRE_NOTHING_SAID' })
    expect(rejectionOf(feed(...Array<string>(2001).fill('<guid>g</guid>')))).toMatchObject({
      code: 'WIRE_TOO_MANY_ITEMS',
    })
    expect(rejectionOf('<rss><channel><item><title>a & b</title>')).toMatchObject({
      code: 'WIRE_XML_SYNTAX',
      problems: [{ path: expect.stringMatching(/^line 1, column \d+$/) }],
    })
  })
})
