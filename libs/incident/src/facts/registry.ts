import type { Json } from '#eventing'
import { activity } from './activity/activity.js'
import { casualties } from './casualties/casualties.js'
import type { Detail, FactKind } from './fact-kind.js'
import { location } from './location/location.js'
import { nature } from './nature/nature.js'
import { note } from './note/note.js'
import { perpetrator } from './perpetrator/perpetrator.js'

/** Every kind of fact. A new one is a folder beside these and a line here. */
export const factKinds: readonly FactKind[] = [activity, casualties, location, perpetrator, nature, note]

/** The kind that owns a fact path (contract §2.4); undefined where none does. */
export const factKindOf = (path: string): FactKind | undefined => {
  const known = kinds.get(path)
  if (known !== undefined) return known
  const kind = factKinds.find(({ owns }) => owns(path))
  if (kind !== undefined && kinds.size < mostPaths) kinds.set(path, kind)
  return kind
}

// Few paths are said over and over; publishers may make up notes without end.
const mostPaths = 1000
const kinds = new Map<string, FactKind>()

export type ParsedFact =
  | { readonly ok: true; readonly value: Json; readonly detail?: Detail; readonly alwaysAllegation: boolean }
  | { readonly ok: false; readonly message: string }

/** Checks a claim's fact path, value and detail; the message names what is wrong and what was expected. */
export const parseFact = (path: string, value: Json, detail?: Detail): ParsedFact => {
  const kind = factKindOf(path)
  if (kind === undefined) return { ok: false, message: `unknown fact ${JSON.stringify(path)}` }
  const parsed = kind.parse(value, detail)
  if (!parsed.ok) return { ok: false, message: `${path}: ${parsed.message}` }
  const { value: checked, detail: kept } = parsed
  const { alwaysAllegation } = kind
  // Spreading an object costs more than checking a claim does, and there are claims in every event.
  return kept === undefined
    ? { ok: true, value: checked, alwaysAllegation }
    : { ok: true, value: checked, detail: kept, alwaysAllegation }
}
