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

/** Classifies by the ordered rules; an update that no rule knows is `new`. */
export const classify = (signs: Signs): Classified => {
  const hits = actionRules.flatMap(({ action, rule, sources, pattern }): readonly Hit[] => {
    const hit = firstMatch(sources, signs, pattern)
    return hit === undefined ? [] : [{ action, rule, ...hit }]
  })
  const [first, ...others] = hits
  if (first === undefined) return { action: 'new', evidence: { action: { field: null, value: null, rule: 'none' } } }
  const { action, ...decided } = first
  return { action, evidence: { action: decided, ...(others.length === 0 ? {} : { alsoSaid: others }) } }
}

// In prose only the matched words are evidence: notes to editors may be non-public and must not leave through it.
const prose: ReadonlySet<keyof Signs> = new Set<keyof Signs>(['headline', 'slug', 'edNotes', 'opening'])

const firstMatch = (sources: readonly (keyof Signs)[], signs: Signs, pattern: RegExp): Sign | undefined => {
  for (const source of sources) {
    for (const { field, value } of signs[source] ?? []) {
      const match = pattern.exec(value.slice(0, longestSign))
      if (match !== null) return { field, value: (prose.has(source) ? match[0].trim() : value).slice(0, 80) }
    }
  }
  return undefined
}
