import type { Relation } from '#incident'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { objectsOf, textOf } from '../../json/members.js'
import { relatedTo } from '../related.js'
import { apItemIdOf } from './identity.js'

/** Pictures and stories that go with an item, what it is derived from and what it refers to. */
export const apRelationsOf = (item: JsonObject, provider: string): readonly Relation[] => {
  const targets: readonly (readonly [string, string])[] = [
    ...targetsAt(item, 'derivedfrom').map((target) => ['derivedFrom', target] as const),
    ...targetsAt(item, 'refersto').map((target) => ['seeAlso', target] as const),
    ...objectsOf(member(item, 'associations')).flatMap(({ value }) => {
      const target = apItemIdOf(value)
      return target === undefined ? [] : [['associatedWith', target] as const]
    }),
  ]
  const found = targets.map(([rel, target]) => ({ rel, item: target, version: null }))
  return relatedTo(found, provider)
}

const targetsAt = (item: JsonObject, key: string): readonly string[] => {
  const value = member(item, key)
  return (isList(value) ? value : [value]).flatMap(
    (entry) => (isObject(entry) ? apItemIdOf(entry) : textOf(entry)) ?? [],
  )
}
