import { epochOf } from '#eventing'
import type { WireUpdate } from '#wire'
import type { Incoming } from '../incoming.js'
import { isKillAction } from './victims.js'

/** Until when an update must not be seen; `until` null: until its provider releases it. */
export type EmbargoTerm = { readonly until: string | null }

/**
 * The embargo an update is under at its receipt; null where there is none, or it is over. A kill is never held back, nor
 * a hold: neither shows a word, and both must not be late.
 */
export const embargoOf = ({ update, receivedAt }: Incoming): EmbargoTerm | null => {
  const { pubStatus, embargoedUntil } = update.particulars
  if (isKillAction(update.action) || (update.action === 'hold' && pubStatus !== 'embargoed')) return null
  if (embargoedUntil === undefined) return pubStatus === 'embargoed' ? { until: null } : null
  return epochOf(embargoedUntil) <= epochOf(receivedAt) ? null : { until: embargoedUntil }
}

/** True where one embargo ends after another. */
export const endsLater = (a: EmbargoTerm, b: EmbargoTerm): boolean =>
  b.until !== null && (a.until === null || epochOf(a.until) > epochOf(b.until))

/** What a person is told of it, without a word of the item. */
export const embargoReason = ({ until }: EmbargoTerm): string =>
  until === null
    ? 'under embargo: it is filed when its provider releases it'
    : `under embargo until ${until}: it is filed then, or when its provider releases it before`

const silent: ReadonlySet<WireUpdate['action']> = new Set(['hold', 'test', 'advisory', 'repeat', 'metadata-only'])

/** True for a version of an item that may be used: it takes the place of older ones that still wait under embargo. */
export const isUsable = (update: WireUpdate): boolean =>
  !isKillAction(update.action) &&
  !silent.has(update.action) &&
  update.particulars.partial !== true &&
  (update.headline !== null || update.text !== null || (update.claims ?? []).length > 0)
