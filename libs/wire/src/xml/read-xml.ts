import { SaxesParser } from 'saxes'
import type { RejectionCode } from '../codes.js'
import type { TextReading } from '../content/charset.js'
import { namedCharacters } from '../markup/entities.js'
import type { XmlElement } from './xml-element.js'

export type XmlReading =
  | {
      readonly ok: true
      readonly root: XmlElement
      /** What the offsets of elements point into. */
      readonly source: string
      readonly charset: string
    }
  | { readonly ok: false; readonly code: RejectionCode; readonly path: string; readonly message: string }

/** Elements that may stand inside one another. */
export const maxXmlDepth = 200
/**
 * Elements and attributes a document of some length may have, together. Real documents of any size have one in 47
 * characters or more, small ones in 24; what is much denser costs its reader more than its length says.
 */
export const maxXmlNodes = (length: number): number => 10_000 + Math.floor(length / 40)

/**
 * A document as a tree of elements, or what is wrong with it and where. A DOCTYPE is never followed and declares
 * nothing: of entities there are only those of XML and the named characters of HTML. Linear in the length.
 */
export const readXml = (reading: TextReading): XmlReading => {
  if (!reading.ok) return reading
  const { text: source, charset } = reading
  try {
    return { ok: true, root: parse(withoutLateDeclaration(source)), source, charset }
  } catch (error) {
    if (error instanceof Stop) return { ok: false, ...error.problem }
    throw error
  }
}

// Many a feed begins with an empty line or a comment, which XML does not allow before its declaration. Nothing moves.
const withoutLateDeclaration = (source: string): string =>
  source.startsWith('<?xml') ? source : source.replace(lateDeclaration, (before) => before.replace(/\S/g, ' '))

const lateDeclaration = /^\s{0,1000}(?:<!--(?:(?!-->)[^]){0,4000}-->\s{0,1000}){0,5}<\?xml\s[^>]{0,300}\?>/

type Place = { readonly line: number; readonly column: number }

/** Thrown inside the reading only, and caught at its door. */
class Stop extends Error {
  readonly problem: { readonly code: RejectionCode; readonly path: string; readonly message: string }
  constructor(code: RejectionCode, { line, column }: Place, message: string) {
    super(message)
    this.problem = { code, path: `line ${line}, column ${column + 1}`, message }
  }
}

/** An element whose end tag has not come yet. */
type Open = XmlElement & {
  children: (XmlElement | string)[]
  readonly inner: { readonly start: number; end: number }
}

// Most elements have none of the one or the other, and a document may have very many elements.
const noAttributes: ReadonlyMap<string, string> = new Map()
const noChildren: (XmlElement | string)[] = []

const parse = (source: string): XmlElement => {
  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.ENTITIES = entities
  const open: Open[] = []
  const scopes: ReadonlyMap<string, string>[] = [noBindings]
  let root: XmlElement | undefined
  const most = maxXmlNodes(source.length)
  let nodes = 0
  const nameParts = splittingNames()
  const add = (child: XmlElement | string): void => {
    const parent = open.at(-1)
    if (parent === undefined) return
    if (parent.children === noChildren) parent.children = [child]
    else parent.children.push(child)
  }
  parser.on('error', (error) => {
    throw new Stop('WIRE_XML_SYNTAX', parser, `the XML is malformed: ${error.message.replace(/^\d+:\d+:\s*/, '')}`)
  })
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('opentag', ({ name, attributes }) => {
    const given = attributesOf(attributes)
    nodes += 1 + given.size
    if (open.length >= maxXmlDepth)
      throw new Stop('WIRE_XML_DEPTH', parser, `elements stand more than ${maxXmlDepth} deep inside one another`)
    if (nodes > most)
      throw new Stop('WIRE_XML_SIZE', parser, `more than ${most} elements and attributes for a document of this length`)
    const bindings = boundBy(given, scopes.at(-1) ?? noBindings)
    const { prefix, local } = nameParts(name)
    const start = parser.position
    const namespace = bindings.get(prefix) ?? ''
    scopes.push(bindings)
    open.push({
      name: local,
      namespace,
      attributes: given,
      children: noChildren,
      inner: { start, end: start },
      line: parser.line,
    })
  })
  parser.on('closetag', ({ isSelfClosing }) => {
    const element = open.pop()
    scopes.pop()
    if (element === undefined) return
    if (!isSelfClosing) element.inner.end = Math.max(source.lastIndexOf('</', parser.position - 1), element.inner.start)
    if (open.length === 0) root = element
    else add(element)
  })
  parser.write(source).close()
  if (root === undefined) throw new Stop('WIRE_XML_SYNTAX', parser, 'the document has no element')
  return root
}

const entities: { [name: string]: string } = {
  ...Object.fromEntries(namedCharacters),
  amp: '&',
  gt: '>',
  lt: '<',
  quot: '"',
  apos: "'",
}

const noBindings: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']])

const boundBy = (attributes: ReadonlyMap<string, string>, outer: ReadonlyMap<string, string>) => {
  let bindings: Map<string, string> | undefined
  for (const [name, value] of attributes) {
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined
    if (prefix === undefined) continue
    bindings ??= new Map(outer)
    bindings.set(prefix, value)
  }
  return bindings ?? outer
}

const attributesOf = (given: { readonly [name: string]: string }): ReadonlyMap<string, string> => {
  let attributes: Map<string, string> | undefined
  for (const name in given) (attributes ??= new Map<string, string>()).set(name, given[name] ?? '')
  return attributes ?? noAttributes
}

type NameParts = { readonly prefix: string; readonly local: string }

// A document has few names, many times each.
const splittingNames = (): ((name: string) => NameParts) => {
  const known = new Map<string, NameParts>()
  return (name) => {
    const before = known.get(name)
    if (before !== undefined) return before
    const colon = name.indexOf(':')
    const parts = { prefix: name.slice(0, Math.max(colon, 0)), local: name.slice(colon + 1) }
    known.set(name, parts)
    return parts
  }
}
