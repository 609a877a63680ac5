import type { Json } from '#eventing'
import type { IncidentView } from '../belief.js'
import type { IncidentEvent } from '../events.js'
import { believedText } from '../policy/believe.js'
import { enter, entriesOf, openContest, type Contest } from '../policy/contest.js'
import type { Policy } from '../policy/policy.js'
import { withText, type StandingClaim } from '../policy/standing-claim.js'
import { apply } from './evolve.js'
import { incidentOf, type Incident, type Sha256 } from './incident.js'
import { openLedger, type Ledger } from './ledger.js'
import type { UpdateHead } from './stored.js'
import { tracesWeightOf } from './traces.js'
import { needsWhole, trimContest, trimIncident } from './trim.js'

// Of some 250 updates; of more the text would be little else, and the tables can be asked.
const mostLayers = 2

// What was written in another format is not read: the events tell the same. What was packed as 1 does not know what had
// taken back claims of items that were moved out.
const format = 2

/** The speaker is one of the contest's; the group is 0 where it is the speaker. */
type PackedClaim = readonly [
  id: string,
  value: Json,
  said: number,
  version: string,
  tier: number,
  speaker: number,
  allegation: 0 | 1,
  group: string | 0,
]
type PackedContest = {
  readonly fact: string
  readonly speakers: readonly string[]
  readonly claims: readonly PackedClaim[]
  readonly cut: readonly (string | number)[]
}
type PackedLedger = {
  readonly format: number
  readonly contests: readonly PackedContest[]
  readonly withdrawn: readonly (readonly [string, string])[]
  readonly overruled: readonly (readonly [string, string])[]
  readonly killed: readonly (readonly [string, readonly (readonly [string, string])[]])[]
  readonly headlines: readonly UpdateHead[]
  readonly headlinesCut: boolean
  readonly traces: readonly (readonly number[])[] | null
}

/**
 * Trims an incident and writes its ledger as JSON text, which takes a fraction of the room that it takes in memory. Kept
 * beside an incident it saves reading all events that came before: see {@link recallIncident}.
 */
export const packLedger = (incident: Incident): string => {
  trimIncident(incident)
  const { contests, withdrawn, overruled, killed, headlines, headlinesCut, traces } = incident.ledger
  const packed: PackedLedger = {
    format,
    contests: [...contests.values()].map(packedContest),
    withdrawn: [...(withdrawn ?? [])],
    overruled: [...(overruled ?? [])],
    killed: [...(killed ?? [])].map(([item, versions]) => [item, [...versions]]),
    headlines,
    headlinesCut,
    traces: traces === null || traces.layers.length > mostLayers ? null : traces.layers.map((layer) => [...layer]),
  }
  return JSON.stringify(packed)
}

const packedContest = (contest: Contest): PackedContest => {
  const entries = [...entriesOf(contest)]
  const speakers = [...new Set(entries.map(({ speaker }) => speaker))]
  const claims = entries.map((entry) => packedClaim(entry, speakers.indexOf(entry.speaker)))
  return { fact: contest.fact, speakers, claims, cut: [...(contest.cut ?? [])] }
}

const packedClaim = (
  { id, value, said, version, tier, speaker, allegation, group }: StandingClaim,
  at: number,
): PackedClaim => [id, value, said, version, tier, at, allegation ? 1 : 0, group === speaker ? 0 : group]

/** An event that came after a ledger was packed, and whether its update had been filed to the incident before. */
export type LaterEvent = { readonly event: IncidentEvent; readonly isRefiled: boolean }

/**
 * Takes up an incident from a ledger that was packed at some revision, all events that came after it, and the view as it
 * is now: the same as if the incident had been trimmed then and never been away. Null where that takes all of its events
 * (see {@link needsWhole}), or where the text is in another format. Throws `SyntaxError` where it is no JSON.
 */
export const recallIncident = (
  packed: string,
  later: readonly LaterEvent[],
  view: IncidentView,
  sha256: Sha256,
  policy: Policy,
): Incident | null => {
  const ledger = unpackLedger(JSON.parse(packed) as PackedLedger)
  if (ledger === null) return null
  const ignored = new Set<string>()
  const refiled = new Set(
    later.flatMap(({ event, isRefiled }) =>
      isRefiled && event.type === 'UpdateFiled' ? [event.data.update.updateId] : [],
    ),
  )
  if (needsWhole({ ledger }, later, (id) => refiled.has(id))) return null
  for (const { event } of later) apply({ ledger }, event, ignored)
  return incidentOf(view, ledger, sha256, policy)
}

const unpackLedger = (packed: PackedLedger): Ledger | null => {
  if (packed.format !== format) return null
  const { contests, withdrawn, overruled, killed, headlines, headlinesCut, traces } = packed
  return {
    ...openLedger(),
    whole: false,
    contests: new Map(contests.map((contest) => [contest.fact, unpackContest(contest)])),
    withdrawn: withdrawn.length === 0 ? null : new Map(withdrawn),
    overruled: overruled.length === 0 ? null : new Map(overruled),
    killed: killed.length === 0 ? null : new Map(killed.map(([item, versions]) => [item, new Map(versions)])),
    headlines: [...headlines],
    headlinesCut,
    traces: traces === null ? null : { layers: traces.map((layer) => Uint32Array.from(layer)), room: 0 },
  }
}

const unpackContest = ({ fact, speakers, claims, cut }: PackedContest): Contest => {
  const contest = openContest(fact)
  for (const [id, value, said, version, tier, at, allegation, ownGroup] of claims) {
    const speaker = speakers[at] ?? ''
    const group = ownGroup === 0 ? speaker : ownGroup
    enter(contest, withText({ id, fact, value, said, version, tier, speaker, group, allegation: allegation === 1 }))
  }
  // What was left to a tier only is in its speaker's list too now, and the other way round.
  trimContest(contest)
  if (cut.length > 0) contest.cut = new Set(cut)
  return contest
}

/** An incident whose ledger is text, from which its beliefs are made anew. */
export type PackedIncident = Omit<Incident, 'ledger' | 'beliefs'> & Pick<Ledger, 'traces'> & { readonly ledger: string }

/** Trims an incident and packs its ledger; the rest goes over for good. */
export const packIncident = (incident: Incident): PackedIncident => {
  const text = packLedger(incident)
  const { ledger, beliefs: _beliefs, ...rest } = incident
  return { ...rest, traces: ledger.traces, ledger: text }
}

/** The incident that was packed. */
export const unpackIncident = ({ ledger: text, traces, ...rest }: PackedIncident): Incident => {
  const ledger = unpackLedger(JSON.parse(text) as PackedLedger)
  if (ledger === null) throw new Error(`${rest.id} was packed in a format that is not read here`)
  const beliefs = new Map<string, string>()
  for (const [fact, contest] of ledger.contests) {
    const belief = believedText(contest, rest.policy)
    if (belief !== null) beliefs.set(fact, belief)
  }
  return { ...rest, beliefs, ledger: { ...ledger, traces } }
}

/** About how many bytes an incident takes in memory beside its ledger. */
export const restWeightOf = ({ traces }: Pick<PackedIncident, 'traces'>): number => 1000 + tracesWeightOf(traces)
