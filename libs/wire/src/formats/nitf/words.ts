import { attributeOf, childAt, childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import { bodyIn } from '../xml-body.js'
import type { NitfParts } from './parts.js'

/** Whether an element is a note for editors only: `npa` is NITF's non-publishable advisory. */
export const isEditorsNote = ({ name, attributes }: XmlElement): boolean => {
  if (name !== 'note') return false
  const type = attributes.get('type')?.trim().toLowerCase()
  return type === 'npa' || (type !== 'pa' && attributes.get('noteclass')?.trim().toLowerCase() === 'editorsnote')
}

const withoutEditorsNotes = (element: XmlElement): XmlElement => ({
  ...element,
  children: element.children.flatMap((child): (XmlElement | string)[] =>
    typeof child === 'string' ? [child] : isEditorsNote(child) ? [' '] : [withoutEditorsNotes(child)],
  ),
})

/** The first headline, else the second-level one, else the document's title. */
export const headlineOf = ({ head, bodyHead }: NitfParts): string | undefined => {
  const hedline = childAt(bodyHead, 'hedline')
  return textAt(hedline, 'hl1') ?? textAt(hedline, 'hl2') ?? textAt(head, 'title')
}

export type NitfBody = {
  readonly text: string | undefined
  readonly html: string | undefined
  /** What stood in the body and says of itself that it is not for publication. */
  readonly withheld: readonly string[]
  /** True where there is no body and the abstract stands for it. */
  readonly isAbstract: boolean
}

/** The body as text and as safe HTML, without what is for editors only; where there is none, the abstract. */
export const bodyOf = ({ bodyContent, bodyHead }: NitfParts): NitfBody => {
  const body = wordsIn(bodyContent)
  if (body.text !== undefined) return { ...body, isAbstract: false }
  const abstract = wordsIn(childAt(bodyHead, 'abstract'))
  return {
    ...abstract,
    withheld: [...body.withheld, ...abstract.withheld],
    isAbstract: abstract.text !== undefined,
  }
}

const wordsIn = (element: XmlElement | undefined) => {
  const body = element === undefined ? undefined : bodyIn(withoutEditorsNotes(element))
  const withheld = body?.withheld ?? []
  if (body === undefined || body.text === '') return { text: undefined, html: undefined, withheld }
  return { text: body.text, html: body.html, withheld }
}

/** The content of the first `meta` with such a name. */
export const metaOf = (head: XmlElement | undefined, name: RegExp): string | undefined => {
  for (const meta of childrenOf(head, 'meta')) {
    const content = attributeOf(meta, 'content')
    if (content !== undefined && name.test(attributeOf(meta, 'name') ?? '')) return content
  }
  return undefined
}

/** Keywords; Superdesk puts the list beside `docdata`, and some write a keyword as text. */
export const keywordsOf = (docdata: XmlElement | undefined, head: XmlElement | undefined): readonly string[] =>
  [...childrenOf(docdata, 'key-list'), ...childrenOf(head, 'key-list')]
    .flatMap((list) => childrenOf(list, 'keyword'))
    .flatMap((keyword) => attributeOf(keyword, 'key') ?? textIn(keyword) ?? [])
