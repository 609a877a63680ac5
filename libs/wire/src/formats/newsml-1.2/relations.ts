import type { Relation } from '#incident'
import { versionProblem } from '../../names.js'
import { attributeOf, childAt, childrenOf, descendantsOf, type XmlElement } from '../../xml/xml-element.js'
import { relatedTo } from '../related.js'
import { revisionOf, targetOf } from './identity.js'

/**
 * What an item is related to: its previous revision, the revisions it cancels by an instruction, what it was derived
 * from or is associated with, and other items that it holds by reference.
 */
export const relationsOf = (
  newsItem: XmlElement,
  provider: string,
  item: string | null,
  warnings: string[],
): readonly Relation[] => {
  const management = childAt(newsItem, 'NewsManagement')
  const { previous } = revisionOf(newsItem)
  const own = (rel: string, version: string | undefined) =>
    item === null || version === undefined ? [] : [{ rel, item, version }]
  const others = (rel: string, elements: readonly XmlElement[]) =>
    elements.flatMap((element) => {
      const reference = attributeOf(element, 'NewsItem')
      return reference === undefined ? [] : [{ rel, ...targetOf(reference) }]
    })
  const found = [
    ...own('previousVersion', previous),
    ...canceledRevisions(management).flatMap((version) => own('cancels', version)),
    ...others('derivedFrom', childrenOf(management, 'DerivedFrom')),
    ...others('associatedWith', childrenOf(management, 'AssociatedWith')),
    ...others('associatedWith', descendantsOf(newsItem, 'NewsItemRef')),
  ]
  const usable = found.filter(({ version }) => version === null || versionProblem(version) === undefined)
  return relatedTo(usable, provider, warnings)
}

// `Instruction/RevisionStatus` says what becomes of an earlier revision now that this one is there.
const canceledRevisions = (management: XmlElement | undefined): readonly string[] =>
  descendantsOf(management, 'RevisionStatus').flatMap((revision) => {
    const status = attributeOf(childAt(revision, 'Status'), 'FormalName') ?? ''
    const version = attributeOf(revision, 'Revision')
    return version !== undefined && /^cancell?ed$/i.test(status) ? [version] : []
  })
