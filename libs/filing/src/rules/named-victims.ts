import { epochOf } from '#eventing'
import type { NamedVictim, Victim } from '#incident'
import type { WireUpdate } from '#wire'
import { itemKey, labelKey, type Known, type KnownLabel, type Label } from '../known.js'
import { namesOf, namingSpan, sameLabel } from './labels.js'
import { isKillAction } from './victims.js'

/** Items that an update names in words and takes out, holds or releases. */
export const namedBy = ({ action, particulars }: WireUpdate): readonly NamedVictim[] =>
  isKillAction(action) || action === 'hold' || action === 'release' ? (particulars.namedVictims ?? []) : []

export type Naming = { readonly provider: string; readonly item: string; readonly saidAt: string }

export type Resolved =
  | { readonly outcome: 'certain'; readonly victim: Victim; readonly how: string }
  /** Nothing like it has come. */
  | { readonly outcome: 'nobody' }
  | { readonly outcome: 'uncertain'; readonly reason: string }

/**
 * Which item a notice names. Certain where number and headline agree on one, or one of them finds a single item and
 * the other is not said of it or of the notice; anything else is for a person to decide.
 */
export const resolveNamed = (known: Known, named: NamedVictim, by: Naming): Resolved => {
  const labels = namesOf(by.provider, named)
  if (labels.length === 0) return { outcome: 'uncertain', reason: 'names neither a message number nor a headline' }
  const span = namingSpan(named, by.saidAt)
  const found = labels.map((label) => itemsUnder(known, label, span, by))
  const [first = new Set<string>(), second] = found
  const agreed = second === undefined ? first : new Set([...first].filter((item) => second.has(item)))
  if (second !== undefined && agreed.size === 1) return certain(by.provider, agreed, 'number and headline')
  const all = new Set(found.flatMap((items) => [...items]))
  if (all.size === 0) return { outcome: 'nobody' }
  const contradicted = [...all].filter((item) => contradicts(known, labels, { provider: by.provider, item }))
  if (all.size === 1 && contradicted.length === 0)
    return certain(by.provider, all, first.size === 1 ? (labels[0]?.kind ?? '') : 'headline')
  const items = [...all].sort().slice(0, 5).join(', ')
  const reason = all.size > 1 ? `may mean any of ${items}` : `means ${items} by one sign and not by the other`
  return { outcome: 'uncertain', reason }
}

/** Whether an item that has just come is the one a notice has been waiting for; how it is told. */
export const isNamed = (named: NamedVictim, labels: readonly Label[], saidAt: string, by: Naming): string | null => {
  const span = namingSpan(named, by.saidAt)
  if (epochOf(saidAt) < span.from || epochOf(saidAt) >= span.to) return null
  const signs = namesOf(by.provider, named)
  const hits = signs.filter((sign) => labels.some((label) => sameLabel(sign, label)))
  const misses = signs.filter((sign) => !hits.includes(sign) && labels.some(({ kind }) => kind === sign.kind))
  if (hits.length === 0 || misses.length > 0) return null
  return hits.length > 1 ? 'number and headline' : (hits[0]?.kind ?? null)
}

const certain = (provider: string, items: ReadonlySet<string>, how: string): Resolved => {
  const [item = ''] = items
  return { outcome: 'certain', victim: { provider, item, version: null }, how }
}

const itemsUnder = (
  known: Known,
  label: Label,
  { from, to }: { readonly from: number; readonly to: number },
  by: Naming,
): Set<string> => {
  const isMeant = (row: KnownLabel): boolean =>
    sameLabel(row, label) && epochOf(row.saidAt) >= from && epochOf(row.saidAt) < to && row.item !== by.item
  return new Set((known.labels.get(labelKey(label)) ?? []).filter(isMeant).map(({ item }) => item))
}

// An item found by one sign whose other sign is known and is another one is not surely meant.
const contradicts = (known: Known, labels: readonly Label[], of: { provider: string; item: string }): boolean => {
  const own = [...known.labels.values()].flat().filter((row) => itemKey(row) === itemKey(of))
  return labels.some((label) => {
    const same = own.filter(({ kind }) => kind === label.kind)
    return same.length > 0 && !same.some((row) => sameLabel(row, label))
  })
}
