import fc from 'fast-check'
import { safeHtml } from './safe-html.js'

describe('safe HTML', () => {
  it('keeps paragraphs, lists, tables, emphasis and links, and drops their other attributes', () => {
    const body =
      '<p class="lead" onclick="x()">A <strong>ferry</strong> <a href="https://a.example/?b=1&amp;c=2" target="_top">listed</a></p>' +
      '<ul><li>one</li></ul><table><tr><td style="x" colspan="2">2</td></tr></table>'
    expect(safeHtml(body)).toBe(
      '<p>A <strong>ferry</strong> <a href="https://a.example/?b=1&amp;c=2">listed</a></p>' +
        '<ul><li>one</li></ul><table><tr><td colspan="2">2</td></tr></table>',
    )
  })

  it.each([
    ['scripts', '<p>x</p><script>alert(1)</script>'],
    ['styles', '<style>p { background: url(https://a.example) }</style><p style="color:red">x</p>'],
    ['pictures', '<p>x<img src="https://a.example/p.gif" onerror="x()"></p>'],
    ['frames', '<iframe src="https://a.example">y</iframe><p>x</p>'],
    ['vector graphics', '<svg onload="x()"><script>y</script></svg><p>x</p>'],
    ['a head and its title', '<html><head><title>t</title></head><body><p>x</p></body></html>'],
    ['comments', '<!-- secret --><p>x</p>'],
    ['empty paragraphs', '<p/><p>  </p><span/><p>x</p>'],
    ['unknown elements, but not their text', '<body.content><block><p>x</p></block></body.content>'],
  ])('leaves out %s', (_what, html) => {
    expect(safeHtml(html)).toBe('<p>x</p>')
  })

  it.each([
    'javascript:x()',
    'data:text/html,x',
    '//a.example/x',
    'vbscript:x',
    ' java\nscript:x()',
    'file:///etc/passwd',
  ])('links nowhere by %j', (href) => {
    expect(safeHtml(`<p><a href="${href}">x</a></p>`)).toBe('<p><a>x</a></p>')
  })

  it('makes headings of NITF headings', () => {
    expect(safeHtml('<hl1>A</hl1><hl2>b</hl2>')).toBe('<h1>A</h1><h2>b</h2>')
  })

  it('is nothing where there is no text', () => {
    expect(safeHtml('')).toBeUndefined()
    expect(safeHtml('<p> &nbsp;<br/></p><img src="x">')).toBeUndefined()
  })

  it('never lets through what runs or loads, and never changes what it made', () => {
    const part = fc.constantFrom(
      '<script>', '</script>', '<p ', '>', '<', '"', "'", 'onload=', 'src=', 'javascript:', '<svg', '<style>', '<a href=', '&lt;script&gt;', '<!--',
      '-->', '<![CDATA[', ']]>', 'x', '/', '<p>', '</p>', '<b>', '<math>', '<iframe', ' ', '\u0000',
    ) // prettier-ignore
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const safe = safeHtml(parts.join('')) ?? ''
        const tags = safe.match(/<[^>]*>/g) ?? []
        for (const tag of tags) expect(tag).toMatch(/^<\/?(?:p|b|a)(?: href="[^"]*")?(?: \/)?>$/)
        expect(safeHtml(safe) ?? '').toBe(safe)
      }),
      { numRuns: 2000 },
    )
  })

  it('takes little time for a great deal of anything', () => {
    for (const piece of ['<b>', '<p>x', '<', '&', '<a href="', '<script>', '</p>', '<table><tr><td>', '<b></i>']) {
      const before = performance.now()
      safeHtml(piece.repeat(Math.floor(300_000 / piece.length)))
      expect(performance.now() - before).toBeLessThan(1500)
    }
  })
})
