import { describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import { xmlPage } from './xml-page.js'

const page = (text: string) => xmlPage(Buffer.from(text))
const owns = (text: string): string[] | undefined => page(text)?.entries.map(({ own }) => own.toString())
const rss = (...items: string[]): string =>
  `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>T</title>\n${items.join('\n')}\n</channel></rss>`

describe('a feed taken apart', () => {
  it('gives each item as the document with the others cut out, the oldest first', () => {
    const found = page(rss('<item><guid>2</guid></item>', '<item><guid>1</guid></item>'))
    expect(found?.entries.map(({ bytes }) => bytes().toString())).toEqual([
      rss('<item><guid>1</guid></item>').replace('\n\n', '\n'),
      rss('<item><guid>2</guid></item>'),
    ])
    expect(found?.broken).toBeNull()
  })

  it('keeps what stands between items, and bytes of any charset', () => {
    const latin = Buffer.from('<rss><item>\u00e9</item><title>\u00fc</title><item>2</item></rss>', 'latin1')
    expect(xmlPage(latin)?.entries[1]?.bytes()).toEqual(
      Buffer.from('<rss><item>\u00e9</item><title>\u00fc</title></rss>', 'latin1'),
    )
  })

  test.each([
    ['Atom', '<feed xmlns="http://www.w3.org/2005/Atom"><entry a="</entry>">1</entry></feed>', 1],
    ['a prefix', '<a:feed xmlns:a="x"><a:entry>1</a:entry><a:entry>2</a:entry></a:feed>', 2],
    [
      'RSS 1.0, items beside the channel',
      '<rdf:RDF><channel><items/></channel><item>1</item><item>2</item></rdf:RDF>',
      2,
    ],
    ['no items', '<rss><channel/></rss>', 0],
    [
      'an item in a comment, in CDATA, in an instruction',
      '<rss><!--<item></item>--><?x <item>?><item><![CDATA[</item>]]></item></rss>',
      1,
    ],
    ['a DOCTYPE with a subset', '<!DOCTYPE rss [ <!ENTITY x "<item>"> ]><rss><item>1</item></rss>', 1],
    ['an entry inside an entry', '<feed><entry><content><entry>x</entry></content></entry></feed>', 1],
    ['an empty item', '<rss><item/><item>1</item></rss>', 1],
  ])('%s', (_, text, count) => {
    expect(page(text)).toMatchObject({ broken: null, entries: { length: count } })
  })

  test.each([
    ['a bare ampersand', '<item>R&D</item>'],
    ['a tag that is never closed', '<item><b></item>'],
    ['a stray quote in a tag', `<item><a href="x></a></item>`],
    ['an item that is never closed', '<item><title>x</title>'],
    ['CDATA that is never closed', '<item><![CDATA[ x </item>'],
  ])('%s spoils no other item', (_, poison) => {
    const found = owns(rss('<item>3</item>', poison, '<item>1</item>'))
    expect(found).toContain('<item>3</item>')
    expect(found?.at(0)).toBe('<item>1</item>')
  })

  it('says of a document that ends early that it does, and gives the whole items', () => {
    const whole = rss('<item>2</item>', '<item>1</item>')
    const found = page(whole.slice(0, whole.lastIndexOf('1')))
    expect(found?.broken).toBe('the feed ends before its last element')
    expect(found?.entries.map(({ own }) => own.toString())).toEqual(['<item>2</item>'])
  })

  test.each(['', 'text', '<html><item>1</item></html>', '{"items":[]}', '\ufeff', '<rss'])(
    '%j is no feed or an unfinished one',
    (text) => {
      expect(page(text)?.entries ?? []).toEqual([])
    },
  )

  it('recognises an entry wherever it stands', () => {
    const before = page(rss('<item>1</item>'))?.entries[0]?.digest
    expect(page(rss('<item>2</item>', '<item>1</item>'))?.entries[0]?.digest).toBe(before)
    expect(before).toMatch(/^[\w-]{22}$/)
  })

  it('never throws, whatever the bytes', () => {
    const piece = fc.constantFrom(
      '<rss>',
      '<item>',
      '</item>',
      '<item',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '"',
      '>',
      '</rss>',
      '<?',
      '<!DOCTYPE',
      'x',
      '&',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const found = page(`<rss>${pieces.join('')}`)
        for (const entry of found?.entries ?? []) expect(entry.bytes().length).toBeGreaterThanOrEqual(entry.own.length)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes a large feed apart in linear time', () => {
    const large = rss(
      ...Array.from({ length: 20_000 }, (_, n) => `<item><guid>${n}</guid><title>a "quoted" title</title></item>`),
    )
    const began = performance.now()
    expect(page(large)?.entries).toHaveLength(20_000)
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
