import { isObject, member, type JsonObject } from '../../json/json-object.js'
import { textOf } from '../../json/members.js'
import { withoutQueryTokens } from '../ap-address.js'

/** AP's id of an item; else its address without what only belongs to the query. */
export const apItemIdOf = (object: JsonObject): string | undefined => {
  const ids = member(object, 'altids')
  const id = isObject(ids) ? textOf(member(ids, 'itemid')) : textOf(member(object, 'itemid'))
  const uri = textOf(member(object, 'uri'))
  return id ?? (uri === undefined ? undefined : withoutQueryTokens(uri))
}
