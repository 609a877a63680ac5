import type { PubStatus, Relation } from '#incident'
import { itemProblem } from '../../names.js'
import { attributeOf, childAt } from '../../xml/xml-element.js'
import { pubStatusOf } from '../pub-status.js'
import { itemOf } from './identity.js'
import type { NitfParts } from './parts.js'

/** What the document says about itself and about the one it refers to. */
export type NitfStatus = {
  readonly own: string | undefined
  readonly pubStatus: PubStatus | undefined
  readonly target: string | undefined
  readonly targetStatus: string | undefined
  readonly correction: { readonly info: string | undefined; readonly item: string | undefined } | undefined
}

// PA Media writes its embargoes as words to editors too, `privileged` is its second grade.
const pubStatusIn = (own: string | undefined, provider: string, edMsg = ''): PubStatus | undefined => {
  const inWords = /^\W{0,20}(?:strictly )?embargo/i.test(edMsg) && !/\b(?:lifted|expired|removed)\b/i.test(edMsg)
  const isEmbargoed = inWords || own?.toLowerCase() === 'privileged'
  return own === undefined && !isEmbargoed ? undefined : pubStatusOf(own, provider, isEmbargoed)
}

const isCanceled = (status: string | undefined): boolean => /^cancell?ed$/i.test(status ?? '')

/** The message to editors. */
export const edMsgOf = ({ docdata }: NitfParts): string | undefined => attributeOf(childAt(docdata, 'ed-msg'), 'info')

/** Reads the management attributes and the correction of a document. */
export const statusOf = (parts: NitfParts, provider: string): NitfStatus => {
  const { docdata } = parts
  const own = attributeOf(docdata, 'management-status')
  const correction = childAt(docdata, 'correction')
  const info = attributeOf(correction, 'info')
  const item = attributeOf(correction, 'id-string')
  return {
    own,
    pubStatus: pubStatusIn(own, provider, edMsgOf(parts)),
    target: attributeOf(docdata, 'management-doc-idref'),
    targetStatus: attributeOf(docdata, 'management-idref-status'),
    correction: info === undefined && item === undefined ? undefined : { info, item },
  }
}

/** The document that is taken out where this one says so of it. */
export const victimOf = ({ own, target, targetStatus }: NitfStatus): string | undefined =>
  isCanceled(targetStatus) || (isCanceled(own) && targetStatus === undefined) ? target : undefined

/** Relations to the document it cancels or updates and to the one it corrects. */
export const relationsOf = (parts: NitfParts, status: NitfStatus, provider: string): readonly Relation[] => {
  const own = itemOf(parts)
  const victim = victimOf(status)
  const targets: (readonly [string, string | undefined])[] = []
  if (victim !== undefined) {
    targets.push(['cancels', victim])
    if (isCanceled(status.own) && victim !== own) targets.push(['cancels', own])
  }
  targets.push(['corrects', status.correction?.item])
  if (victim === undefined && status.target !== status.correction?.item) targets.push(['supersedes', status.target])
  return targets.flatMap(([rel, item]): Relation[] =>
    item === undefined || itemProblem(item) !== undefined || (rel === 'supersedes' && item === own)
      ? []
      : [{ rel, provider, item, version: null }],
  )
}
