import { childAt, type XmlElement } from '../../xml/xml-element.js'

/** The parts of a NITF document that everything is read from; whichever is missing says nothing. */
export type NitfParts = {
  readonly root: XmlElement
  readonly head: XmlElement | undefined
  readonly docdata: XmlElement | undefined
  readonly bodyHead: XmlElement | undefined
  readonly bodyContent: XmlElement | undefined
  readonly bodyEnd: XmlElement | undefined
}

/** Finds the parts of a document. */
export const partsOf = (root: XmlElement): NitfParts => {
  const head = childAt(root, 'head')
  return {
    root,
    head,
    docdata: childAt(head, 'docdata'),
    bodyHead: childAt(root, 'body', 'body.head'),
    bodyContent: childAt(root, 'body', 'body.content'),
    bodyEnd: childAt(root, 'body', 'body.end'),
  }
}
