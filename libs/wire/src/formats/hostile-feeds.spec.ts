import fc from 'fast-check'
import { decode } from '../decode.js'
import { mostMilliseconds } from '../testing/hostile.js'
import { bytesOf, hintsOf } from '../testing/wire-bytes.js'

const tags = [
  '<rss>', '</rss>', '<channel>', '</channel>', '<item>', '</item>', '<feed xmlns="http://www.w3.org/2005/Atom">', '</feed>', '<entry>', '</entry>',
  '<title type="html">', '</title>', '<description>', '</description>', '<content type="xhtml">', '</content>', '<guid>', '</guid>', '<id>x</id>',
  '<pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate>', '<updated>2004</updated>', '<deleted-entry ref="x"/>', '<![CDATA[', ']]>', '&lt;b&gt;', '&amp;', '&bogus;',
  '<?xml version="1.0" encoding="utf-16"?>', '<!-- ', ' -->', 'text', '\u0001', 'é', ' ',
] // prettier-ignore

const expectAnswer = (bytes: Uint8Array): void => {
  const result = decode(bytes, hintsOf())
  if (result.outcome === 'decoded') expect(result.updates.length).toBeGreaterThan(0)
  else {
    expect(result.code).not.toBe('WIRE_DECODER_FAILED')
    expect(result.problems.length).toBeGreaterThan(0)
  }
}

const wrap = (inside: string): string => `<rss><channel><item><guid>g</guid>${inside}</item></channel></rss>`
const hostile: readonly (readonly [what: string, source: string, code: string | null])[] = [
  ['an entity of a file', `<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>${wrap('<title>&e;</title>')}`, 'WIRE_XML_SYNTAX'],
  ['entities that multiply', `<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${wrap('<title>&b;</title>')}`, 'WIRE_XML_SYNTAX'],
  ['two roots', `${wrap('')}${wrap('')}`, 'WIRE_XML_SYNTAX'],
  ['junk after the root', `${wrap('')}junk`, 'WIRE_XML_SYNTAX'],
  ['deep nesting', wrap('<b>'.repeat(50_000)), 'WIRE_XML_DEPTH'],
  ['a megabyte of attributes', `<rss><channel><item ${Array.from({ length: 90_000 }, (_, n) => `a${n}=""`).join(' ')}/></channel></rss>`, 'WIRE_XML_SIZE'],
  ['a megabyte of elements', wrap('<a/>'.repeat(230_000)), 'WIRE_XML_SIZE'],
  ['a megabyte of items', `<rss><channel>${'<item><guid>g</guid></item>'.repeat(35_000)}</channel></rss>`, 'WIRE_XML_SIZE'],
  ['a megabyte of escaped tags', wrap(`<description>${'&lt;b '.repeat(150_000)}</description>`), null],
  ['a megabyte of open tags', wrap(`<description><![CDATA[${'<b>'.repeat(300_000)}x]]></description>`), null],
  ['a megabyte of date', wrap(`<pubDate>${'1 '.repeat(400_000)}</pubDate>`), null],
  ['a megabyte of comments before the declaration', `${'<!-- -->'.repeat(100_000)}<?xml version="1.0"?>${wrap('')}`, 'WIRE_XML_SYNTAX'],
] // prettier-ignore

describe('a hostile feed', () => {
  it('is answered whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...tags), { maxLength: 25 }), (parts) =>
        expectAnswer(bytesOf(parts.join(''))),
      ),
      { numRuns: 3000 },
    )
  })

  it.each(hostile)('that holds %s is answered at once and nothing is followed', (_what, source, code) => {
    const bytes = bytesOf(source)
    const before = process.cpuUsage()
    const result = decode(bytes, hintsOf())
    const { user } = process.cpuUsage(before)
    expect(result.outcome === 'rejected' ? result.code : null).toBe(code)
    if (result.outcome === 'rejected') expect(result.problems[0]?.path).toMatch(/^line \d+/)
    expect(user / 1000).toBeLessThan(mostMilliseconds)
  })

  it('is answered cut off anywhere', () => {
    const whole = bytesOf(
      `<?xml version="1.0"?>${wrap('<title>t</title><description>&lt;b&gt;x&lt;/b&gt;</description>')}`,
    )
    for (let at = 0; at < whole.length; at++) expectAnswer(whole.subarray(0, at))
  })
})
