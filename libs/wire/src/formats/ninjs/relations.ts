import type { Relation } from '#incident'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { itemOf } from './identity.js'
import { objectsOf, textOf } from '../../json/members.js'
import { relatedTo } from '../related.js'

/** What the item evolved from, as Superdesk says it: an id, or an object with one. */
export const evolvedFromOf = (item: JsonObject): string | undefined => {
  const given = member(item, 'evolvedfrom') ?? member(item, 'evolvedFrom')
  return isObject(given) ? itemOf(given) : textOf(given)
}

// TT's extension: the items that this one takes the place of.
const replacedOf = (item: JsonObject): readonly string[] => {
  const value = member(item, 'replacing')
  return (isList(value) ? value : [value]).flatMap((entry) => textOf(entry) ?? [])
}

/** Relations to other items: the one it evolved from, those it replaces, and those associated with it (pictures, sidebars). */
export const relationsOf = (item: JsonObject, provider: string): readonly Relation[] => {
  const evolvedFrom = evolvedFromOf(item)
  const targets: readonly (readonly [string, string | undefined])[] = [
    ['evolvedFrom', evolvedFrom],
    ...replacedOf(item).map((replaced) => ['supersedes', replaced] as const),
    ...objectsOf(member(item, 'associations')).map(({ value }) => ['associatedWith', itemOf(value)] as const),
  ]
  const found = targets.map(([rel, target]) => ({ rel, item: target, version: null }))
  return relatedTo(found, provider)
}
