import { parseClaimId, parseUpdateId, type Relation } from '#incident'
import { isObject, member } from '../../json/json-object.js'
import { pointerOf } from '../../json/pointer.js'
import { itemProblem, providerPattern, versionProblem } from '../../names.js'
import { fieldReader, kindOf, type FieldReader } from './field-reader.js'

/** Reads `relations`; a relation that names nothing is a problem, because a kill could be lost in it. */
export const readRelations = (read: FieldReader, provider: string): readonly Relation[] =>
  (read.list('relations') ?? []).flatMap((value, index) => {
    const steps = ['relations', index]
    if (!isObject(value)) {
      read.problems.push({ path: pointerOf(steps), message: `must be an object, not ${kindOf(value)}` })
      return []
    }
    const relation = fieldReader(value, read.problems, steps)
    const rel = relation.text('rel', (text) => (text.trim() === '' ? 'must not be blank' : undefined))
    const item = relation.text('item', itemProblem)
    const version = relation.version('version', versionProblem)
    const other = relation.text('provider', providerProblem)
    if (member(value, 'rel') === undefined) relation.note('rel', 'is missing')
    if (member(value, 'item') === undefined) relation.note('item', 'is missing')
    return rel === null || item === null ? [] : [{ rel, provider: other ?? provider, item, version }]
  })

/** What is wrong with a provider code; undefined where nothing is. */
export const providerProblem = (text: string): string | undefined =>
  providerPattern.test(text) ? undefined : `must match ${providerPattern.source}`

/** Reads `withdraws`; each must have the form of a claim id, or it would wait for ever for a claim that cannot come. */
export const readWithdraws = (read: FieldReader): readonly string[] =>
  (read.list('withdraws') ?? []).flatMap((value, index) => {
    if (typeof value === 'string' && isClaimId(value)) return [value]
    read.problems.push({
      path: pointerOf(['withdraws', index]),
      message: 'must be a claim id, as agy-a/A1@1#0, the item percent-encoded where it holds / @ # or %',
    })
    return []
  })

const isClaimId = (text: string): boolean => {
  const parts = parseClaimId(text)
  return parts !== undefined && parseUpdateId(parts.updateId) !== undefined
}
