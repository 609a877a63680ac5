/** An element of a document, by its local name: prefixes are the sender's choice, and many senders declare none. */
export type XmlElement = {
  /** Without its prefix. */
  readonly name: string
  /** The address its prefix is bound to, else the empty text. */
  readonly namespace: string
  /** By the name as written, `xml:lang`; namespace declarations are among them. */
  readonly attributes: ReadonlyMap<string, string>
  /** Elements and text in document order; CDATA is text, comments and processing instructions are left out. */
  readonly children: readonly (XmlElement | string)[]
  /** What stands between its tags in the source, as UTF-16 offsets. */
  readonly inner: { readonly start: number; readonly end: number }
  /** Line of its start tag, from 1. */
  readonly line: number
}

/** The value of an attribute, trimmed; undefined where it is missing or blank. Of several names the first that is there. */
export const attributeOf = (element: XmlElement | undefined, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value = element?.attributes.get(name)?.trim()
    if (value !== undefined && value !== '') return value
  }
  return undefined
}

/** The child elements of a name, or all of them. */
export const childrenOf = (element: XmlElement | undefined, name?: string): readonly XmlElement[] =>
  (element?.children ?? []).filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  )

/** The first element at a path of child names. */
export const childAt = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>(firstChild, element)

const firstChild = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name)

/** Every element below this one with a name, in document order. */
export const descendantsOf = (element: XmlElement | undefined, name: string): readonly XmlElement[] => {
  const found: XmlElement[] = []
  const collect = (inside: XmlElement): void => {
    for (const child of inside.children) {
      if (typeof child === 'string') continue
      if (child.name === name) found.push(child)
      collect(child)
    }
  }
  if (element !== undefined) collect(element)
  return found
}

/** All text inside an element, white space folded; undefined where there is none. */
export const textIn = (element: XmlElement | undefined): string | undefined => {
  if (element === undefined) return undefined
  const text = rawTextIn(element).replace(/\s+/g, ' ').trim()
  return text === '' ? undefined : text
}

/** All text inside an element as it stands. */
export const rawTextIn = (element: XmlElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : rawTextIn(child))).join('')

/** The text at a path of child names, white space folded; undefined where there is none. */
export const textAt = (element: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  textIn(childAt(element, ...path))
