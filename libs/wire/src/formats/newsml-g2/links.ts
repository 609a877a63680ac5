import type { Relation } from '#incident'
import { versionProblem } from '../../names.js'
import { attributeOf, childAt, childrenOf, descendantsOf, type XmlElement } from '../../xml/xml-element.js'
import { relatedTo } from '../related.js'
import { localPart } from './concept.js'

/** What the relations of the `itemrelation` vocabulary, and of the senders that have their own, mean here. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/^(?:previous|prior)-?(?:version|revision)/i, 'previousVersion'],
  [/^(?:is-?)?evolved-?from|^update(?:s|of|from)?$/i, 'evolvedFrom'],
  [/^(?:supersedes|replaces|isreplacementof)/i, 'supersedes'],
  [/^(?:corrects|iscorrectionof|correctionof)/i, 'corrects'],
  [/^(?:cancels|kills|withdraws|retracts)/i, 'cancels'],
  [/^(?:is-?)?derived-?(?:from|of)?|^(?:is)?(?:based-?on|translat\w{0,12})/i, 'derivedFrom'],
  [/^(?:is)?(?:part|member)-?of/i, 'partOf'],
  [/^see-?also/i, 'seeAlso'],
]

/**
 * Links of an item to others, and the items that a package or a plan refers to. A link that names no relation is
 * `seeAlso`, as the specification says; one of unknown meaning is an association.
 */
export const relationsOf = (item: XmlElement, provider: string, warnings: string[]): readonly Relation[] => {
  const found = [
    ...childrenOf(childAt(item, 'itemMeta'), 'link').map((link) => relation(meaningOf(link), link)),
    ...descendantsOf(item, 'itemRef').map((link) => relation('associatedWith', link)),
    ...descendantsOf(item, 'deliveredItemRef').map((link) => relation('associatedWith', link)),
  ]
  return relatedTo(found, provider, warnings)
}

const meaningOf = (link: XmlElement): string => {
  const rel = attributeOf(link, 'rel', 'reluri')
  if (rel === undefined) return 'seeAlso'
  const name = /^https?:/i.test(rel) ? rel.slice(rel.lastIndexOf('/') + 1) : localPart(rel)
  return meanings.find(([pattern]) => pattern.test(name))?.[1] ?? 'associatedWith'
}

const relation = (rel: string, link: XmlElement) => {
  const version = attributeOf(link, 'version')
  return {
    rel,
    item: attributeOf(link, 'residref', 'guidref', 'persistidref', 'href'),
    version: version === undefined || versionProblem(version) !== undefined ? null : version,
  }
}
