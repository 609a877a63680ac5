import { decodeXmlCharset } from './xml-charset.js'
import { maxXmlDepth, readXml } from './read-xml.js'
import { attributeOf, childAt, childrenOf, descendantsOf, textAt, type XmlElement } from './xml-element.js'

const read = (source: string) => readXml({ ok: true, text: source, charset: 'utf-8' })
const rootOf = (source: string): XmlElement => {
  const reading = read(source)
  if (!reading.ok) throw new Error(reading.message)
  return reading.root
}
const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('reading XML', () => {
  it('reads elements by their local names, with namespaces, attributes and text', () => {
    const root = rootOf(
      '<a:feed xmlns:a="urn:a" xmlns="urn:d"><entry id=" 7 "> one <![CDATA[& <two>]]></entry><entry/></a:feed>',
    )
    expect(root).toMatchObject({ name: 'feed', namespace: 'urn:a' })
    expect(childrenOf(root, 'entry')).toHaveLength(2)
    expect(childAt(root, 'entry')?.namespace).toBe('urn:d')
    expect(attributeOf(childAt(root, 'entry'), 'uri', 'id')).toBe('7')
    expect(textAt(root, 'entry')).toBe('one & <two>')
  })

  it('knows where the inside of an element stands in the source', () => {
    const source = '<x>\r\n <body><p>One <b>two</b></p></body ><empty/></x>'
    const root = rootOf(source)
    const inside = (element: XmlElement | undefined) => source.slice(element?.inner.start, element?.inner.end)
    expect(inside(childAt(root, 'body'))).toBe('<p>One <b>two</b></p>')
    expect(inside(childAt(root, 'empty'))).toBe('')
    expect(childAt(root, 'body')?.line).toBe(2)
    expect(descendantsOf(root, 'b').map((b) => inside(b))).toEqual(['two'])
  })

  it('knows the named characters of HTML and leaves numbers as text', () => {
    expect(textAt(rootOf('<x><v>0E68</v><w>caf&eacute;&nbsp;&#8217;</w></x>'), 'v')).toBe('0E68')
    expect(textAt(rootOf('<x><w>caf&eacute; &#8217;</w></x>'), 'w')).toBe('café ’')
  })

  it.each([
    ['an entity that a DOCTYPE declares', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 'WIRE_XML_SYNTAX'],
    ['entities that multiply', '<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>', 'WIRE_XML_SYNTAX'],
    ['two roots', '<a/><b/>', 'WIRE_XML_SYNTAX'],
    ['junk after the root', '<a/>junk', 'WIRE_XML_SYNTAX'],
    ['a missing end tag', '<a><b></a>', 'WIRE_XML_SYNTAX'],
    ['no element', '   ', 'WIRE_XML_SYNTAX'],
    ['deep nesting', '<a>'.repeat(maxXmlDepth + 1), 'WIRE_XML_DEPTH'],
    ['a great many elements', `<a>${'<b/>'.repeat(200_001)}</a>`, 'WIRE_XML_SIZE'],
  ])('refuses %s and names the place', (_what, source, code) => {
    expect(read(source)).toMatchObject({ ok: false, code, path: expect.stringMatching(/^line \d+, column \d+$/) })
  }) // prettier-ignore

  it('takes a declaration that comes late, and moves nothing for it', () => {
    const root = rootOf('\n<!-- made by --><?xml version="1.0"?>\n<a>x</a>')
    expect(root).toMatchObject({ name: 'a', line: 3 })
    expect(read('<a/><?xml version="1.0"?>')).toMatchObject({ ok: false })
  })

  it('never follows a DOCTYPE, and reads a document that has one', () => {
    expect(rootOf('<!DOCTYPE nitf SYSTEM "http://127.0.0.1:1/nitf.dtd"><nitf/>').name).toBe('nitf')
  })
})

describe('the charset of XML', () => {
  it('is what the document declares', () => {
    const { reading, guessed } = decodeXmlCharset(
      bytesOf('<?xml version="1.0" encoding="ISO-8859-2"?><a>\xb1</a>'),
      null,
    )
    expect(reading).toMatchObject({ ok: true, text: expect.stringContaining('ą') })
    expect(guessed).toBeNull()
  })

  it('is UTF-8, and told, where the bytes are whatever else the document declares', () => {
    const { reading, guessed } = decodeXmlCharset(
      bytesOf('<?xml version="1.0" encoding="iso-8859-1"?><a>caf\xc3\xa9</a>'),
      null,
    )
    expect(reading).toMatchObject({ ok: true, text: expect.stringContaining('café') })
    expect(guessed).toMatch(/the bytes are UTF-8/)
    expect(decodeXmlCharset(bytesOf('<?xml version="1.0" encoding="iso-8859-1"?><a/>'), null).guessed).toBeNull()
  })

  it('is guessed, and told, where the declared one cannot be', () => {
    const { reading, guessed } = decodeXmlCharset(bytesOf('<?xml version="1.0" encoding="UTF-8"?><a>caf\xe9</a>'), null)
    expect(reading).toMatchObject({ ok: true, text: expect.stringContaining('café') })
    expect(guessed).toMatch(/byte 44/)
  })
})
