import type { Json } from '#eventing'
import type { Action } from '#incident'
import { actionRules } from './rules.js'
import type { Sign, Signs } from './signs.js'

/** The action, and every rule that hit: the first one decided. */
export type Classified = {
  readonly action: Action
  readonly evidence: { readonly [rule: string]: Json | undefined }
}

type Hit = { readonly action: Action; readonly rule: string; readonly field: string; readonly value: string }

const longestSign = 400

/** Classifies by the ordered rules; an update that no rule knows is `new`. Values in the evidence are the matched words. */
export const classify = (signs: Signs): Classified => {
  const hits = actionRules.flatMap(({ action, rule, sources, pattern }): readonly Hit[] => {
    const hit = firstMatch(
      sources.flatMap((source) => signs[source]),
      pattern,
    )
    return hit === undefined ? [] : [{ action, rule, ...hit }]
  })
  const [first, ...others] = hits
  if (first === undefined) return { action: 'new', evidence: { action: { field: null, value: null, rule: 'none' } } }
  const { action, ...decided } = first
  return { action, evidence: { action: decided, ...(others.length === 0 ? {} : { alsoSaid: others }) } }
}

const firstMatch = (signs: readonly Sign[], pattern: RegExp): Sign | undefined => {
  for (const { field, value } of signs) {
    const match = pattern.exec(value.slice(0, longestSign))
    if (match !== null) return { field, value: match[0].trim().slice(0, 80) }
  }
  return undefined
}
