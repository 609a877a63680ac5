import type { NamedVictim } from '#incident'
import type { WireUpdate } from '#wire'
import type { Incoming } from '../incoming.js'
import type { Cause, Known } from '../known.js'
import { namedBy, resolveNamed } from './named-victims.js'
import { takingNamed } from './taking.js'
import { cancels } from './victims.js'

export type Named = NamedVictim

export type Names =
  | { readonly outcome: 'resolved'; readonly cause: Cause; readonly wanted: readonly Named[] }
  | { readonly outcome: 'uncertain'; readonly reason: string }

/** What a draft names in words: found and taken, still to come, or, with one riddle among them, for a person to decide. */
export const resolveNames = (known: Known, { update }: Incoming, draft: Cause): Names => {
  const names = namedBy(update)
  const wanted: Named[] = []
  let cause = names.length === 0 ? draft : withoutOwn(update, draft)
  for (const named of names) {
    const found = resolveNamed(known, named, draft.data.update)
    if (found.outcome === 'uncertain') {
      return { outcome: 'uncertain', reason: `a ${update.action} in words: ${nameOf(named)} ${found.reason}` }
    }
    if (found.outcome === 'nobody') wanted.push(named)
    else cause = takingNamed(cause, named, found.victim, found.how)
  }
  return { outcome: 'resolved', cause, wanted }
}

// A notice that names others is no kill of itself.
const withoutOwn = ({ relations }: WireUpdate, cause: Cause): Cause =>
  relations.some(({ rel }) => rel === cancels) ? cause : { ...cause, data: { ...cause.data, kills: [] } }

const nameOf = ({ messageNumber, headline }: Named): string => {
  if (messageNumber !== null) return `number ${JSON.stringify(messageNumber)}`
  return headline === null ? 'it' : 'its headline'
}
