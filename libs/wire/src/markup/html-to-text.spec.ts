import fc from 'fast-check'
import { htmlToText } from './html-to-text.js'

describe('the text of markup', () => {
  it.each([
    ['paragraphs', '<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['line breaks of the source', '<p>One\n   two</p>', 'One two'],
    ['br', 'One<br>two<BR/>three', 'One\ntwo\nthree'],
    ['lists', '<ul><li>a</li><li>b</li></ul>c', 'a\nb\n\nc'],
    ['table cells', '<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>', '1 2\n3'],
    ['inline tags', 'one <b>bo</b>ld <a href="x">word</a>', 'one bold word'],
    [
      'references',
      'a &amp; b &lt;c&gt; &eacute; &#8211; &#x2014; &#146; &nosuch; &amp;lt;',
      'a & b <c> é – — ’ &nosuch; &lt;',
    ],
    ['impossible references', '&#0;&#xD800;&#9999999;', '\ufffd\ufffd\ufffd'],
    ['scripts and styles', 'a<script>x < "y"</script>b<style>p{}</style>c', 'abc'],
    ['the head', '<html><head><title>t</title></head><body>b</body></html>', 'b'],
    ['a head without an end', '<head>b', 'b'],
    ['comments and declarations', 'a<!-- <b> -->b<!DOCTYPE html><?xml version="1"?>c', 'abc'],
    ['CDATA', '<p><![CDATA[a < b\nc]]></p>', 'a < b c'],
    ['a > inside an attribute', '<a title="x > y">z</a>', 'z'],
    ['a < that opens nothing', '3 < 4 and 5 > 2', '3 < 4 and 5 > 2'],
    ['a tag that never ends', 'a <b c', 'a <b c'],
    ['non-breaking spaces', 'a&nbsp;b\u00a0c', 'a b c'],
    ['no markup', ' plain ', 'plain'],
    ['nothing', '', ''],
  ])('takes %s', (_what, html, text) => {
    expect(htmlToText(html)).toBe(text)
  })

  it('is total, and shows no tag of a known kind', () => {
    const piece = fc.constantFrom(
      '<p>',
      '</p>',
      '<br',
      '>',
      '<',
      '&',
      ';',
      '&#',
      '"',
      "'",
      '<!--',
      '-->',
      '<script>',
      '</script>',
      'text',
      ' ',
      '<![CDATA[',
      ']]>',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = htmlToText(pieces.join(''))
        expect(text).toBe(text.trim())
        expect(text).not.toContain('\u0000')
      }),
      { numRuns: 2000 },
    )
  })

  it.each(['<', '<a "', '<p', '<script>', '<!--', '&', '<p>', '</', '<![CDATA[', '<a title="x>'])(
    'takes a time that grows with the length only, for %p over and over',
    (piece) => {
      const shorter = elapsed(piece.repeat(100_000 / piece.length))
      const longer = elapsed(piece.repeat(800_000 / piece.length))
      // Quadratic work would be 64 times as much; the constant forgives a busy machine.
      expect(longer).toBeLessThan(shorter * 24 + 1500)
    },
  )
})

const elapsed = (html: string): number => {
  const from = performance.now()
  htmlToText(html)
  return performance.now() - from
}
