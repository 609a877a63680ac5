import type { RejectionCode } from '../codes.js'
import { itemProblem, versionProblem } from '../names.js'
import { rejected, summaryOf } from '../rejection.js'
import type { Decoded, Problem, Rejected, WireUpdate } from '../wire-update.js'
import { tooManyItems } from './too-many-items.js'

/** An item of an XML document as a wire update, or what keeps it from being one. */
export type XmlItem =
  | { readonly problem: Problem & { readonly code: RejectionCode } }
  | {
      readonly problem?: undefined
      readonly at: string
      readonly update: WireUpdate
      readonly warnings: readonly string[]
    }

/** What is wrong with the identity of an item that stands at a place; undefined where nothing is. */
export const identityProblem = (
  at: string,
  item: string | null,
  version: string,
  saysSomething: boolean,
): (Problem & { readonly code: RejectionCode }) | undefined => {
  if (item === null && !saysSomething)
    return { code: 'WIRE_NOTHING_SAID', path: at, message: 'the item has no identity, headline or body' }
  const badItem = item === null ? undefined : itemProblem(item)
  if (badItem !== undefined) return { code: 'WIRE_FIELDS', path: at, message: `the identity of the item ${badItem}` }
  const badVersion = versionProblem(version)
  return badVersion === undefined
    ? undefined
    : { code: 'WIRE_FIELDS', path: at, message: `the version of the item ${badVersion}` }
}

/**
 * The items found in one document as updates, unless there are too many. All or nothing: a document of which only a part
 * was filed would look done and be neither in the log nor in quarantine. Only an item that is alone may be without an
 * identity.
 */
export const decodeEach = <Found>(
  format: string,
  found: readonly Found[],
  lineOf: (one: Found) => number,
  decodeOne: (one: Found) => XmlItem,
  warnings: readonly string[],
): Decoded | Rejected =>
  tooManyItems(found, (one) => `line ${lineOf(one)}`) ?? together(format, found.map(decodeOne), warnings)

const together = (format: string, items: readonly XmlItem[], warnings: readonly string[]): Decoded | Rejected => {
  const isAlone = items.length === 1
  const problems = items.flatMap((item) => {
    if (item.problem !== undefined) return [item.problem]
    if (isAlone || item.update.item !== null) return []
    const message = 'the item has no identity, and others stand beside it'
    return [{ code: 'WIRE_FIELDS' as const, path: item.at, message }]
  })
  const [first] = problems
  if (first !== undefined) {
    const named = problems.map(({ path, message }) => ({ path, message }))
    return rejected(first.code, summaryOf(named), named)
  }
  const good = items.flatMap((item) => (item.problem === undefined ? [item] : []))
  return {
    outcome: 'decoded',
    format,
    updates: good.map(({ update }) => update),
    warnings: [
      ...warnings,
      ...good.flatMap(({ at, warnings: own }) => own.map((warning) => (isAlone ? warning : `${at}: ${warning}`))),
    ],
  }
}
