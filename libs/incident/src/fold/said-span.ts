import { compareTimes } from '#eventing'
import type { IncidentEvent } from '../events.js'

/** When the first and the last of what an event brings was said. */
export type SaidSpan = { readonly from: string; readonly until: string }

/** The span of an event whose place in a view as of any moment cannot be told from times alone. */
export const anyMoment: SaidSpan = { from: '0001-01-01T00:00:00.000Z', until: '9999-12-31T23:59:59.999Z' }

/**
 * The span of an event, or null where it is its own moment and nothing that came before it was said later: then what had
 * been said by a moment before it is what was filed before it. Items that moved out, an update that was filed before and
 * a decision that took nothing back count in no view as of a moment as they count in a revision.
 */
export const spanOf = (event: IncidentEvent, isFirst: boolean, lastSaidAt: string | null): SaidSpan | null => {
  if (event.type === 'UpdatesMovedOut') return anyMoment
  if (event.type === 'ClaimOverruled')
    return event.data.claims.length === 0 ? anyMoment : late(event.data.saidAt, event.data.saidAt, lastSaidAt)
  if (!isFirst) return anyMoment
  const { saidAt, claims } = event.data.update
  let from = saidAt
  let until = saidAt
  if (!event.data.reachesOnly) {
    for (const claim of claims) {
      if (claim.saidAt === saidAt) continue
      if (compareTimes(claim.saidAt, from) < 0) from = claim.saidAt
      if (compareTimes(claim.saidAt, until) > 0) until = claim.saidAt
    }
  }
  return from === until ? late(from, until, lastSaidAt) : { from, until }
}

const late = (from: string, until: string, lastSaidAt: string | null): SaidSpan | null =>
  lastSaidAt === null || compareTimes(from, lastSaidAt) >= 0 ? null : { from, until }
