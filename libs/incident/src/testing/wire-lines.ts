// The Wireledger update as a publisher writes it, and what filing must make of it: contract §2.3's defaults said a
// second time, for specs that compare the real doors with the reference policy.
import { parseTime, type Json } from '#eventing'
import type { Claim } from '../claim.js'
import type { Action, IncidentEvent, UpdateFiled } from '../events.js'
import { parseFact } from '../facts/registry.js'
import { claimIdOf, updateIdOf } from '../identity.js'

type GivenClaim = Partial<Omit<Claim, 'id'>> & { fact: string }
export type WireLine = {
  provider: string
  item: string
  version?: string
  action?: Action
  saidAt: string
  headline?: string | null
  incident: string
  relations?: { rel: string; provider?: string; item: string; version?: string }[]
  claims?: GivenClaim[]
  withdraws?: string[]
}
export type CommandLine = { command: 'overrule'; claims: string[]; reason: string; by: string; saidAt: string }

/** What an update of a random story looks like on the wire. Names are made the story's own by `scope`. */
export const lineOf = ({ data }: UpdateFiled, scope: string): WireLine => {
  const { provider, item, version, action, saidAt, headline, claims, withdraws } = data.update
  return {
    provider,
    item: `${scope}-${item}`,
    version,
    action,
    saidAt,
    headline,
    incident: scope,
    relations: data.kills.map((victim) => ({
      rel: 'cancels',
      provider: victim.provider,
      item: `${scope}-${victim.item}`,
      ...(victim.version === null ? {} : { version: victim.version }),
    })),
    claims: claims.map(({ id, ...claim }) => claim),
    withdraws: withdraws.map((id) =>
      id.replace(/^([^/]+)\/([^@]+)@/, (_, p: string, i: string) =>
        updateIdOf(p, `${scope}-${decodeURIComponent(i)}`, ''),
      ),
    ),
  }
}

/** What filing must make of a line: defaults filled in, kills decided. Repeats are settled before and have no event. */
export const eventOf = (line: WireLine | CommandLine): IncidentEvent => {
  const saidAt = parseTime(line.saidAt) ?? ''
  if ('command' in line) {
    const { claims, reason, by } = line
    return { type: 'ClaimOverruled', data: { claims, reason, by, saidAt, receivedAt: saidAt, expectedRevision: null } }
  }
  const { provider, item, version = '1', action = 'update', headline = null, relations = [], withdraws = [] } = line
  const updateId = updateIdOf(provider, item, version)
  const cancels = relations.filter(({ rel }) => rel === 'cancels')
  const ownKill = (action === 'kill' || action === 'withdraw') && cancels.length === 0
  return {
    type: 'UpdateFiled',
    data: {
      update: {
        updateId,
        provider,
        item,
        version,
        action,
        saidAt,
        headline,
        text: null,
        language: 'en',
        slug: null,
        urgency: null,
        relations: [],
        claims: (line.claims ?? []).map((given, index) => claimOf(given, provider, claimIdOf(updateId, index), saidAt)),
        withdraws,
        format: 'wireledger',
      },
      receivedAt: saidAt,
      aliases: [line.incident],
      kills: ownKill
        ? [{ provider, item, version: null }]
        : cancels.map((victim) => ({
            provider: victim.provider ?? provider,
            item: victim.item,
            version: victim.version ?? null,
          })),
      reachesOnly: false,
      evidence: {},
      warnings: [],
    },
  }
}

const claimOf = (given: GivenClaim, provider: string, id: string, saidAt: string): Claim => {
  const fact = parseFact(given.fact, given.value as Json)
  const speaker = given.speaker ?? provider
  return {
    id,
    fact: given.fact,
    value: given.value ?? null,
    speaker,
    tier: given.tier ?? 4,
    independenceGroup: given.independenceGroup ?? speaker,
    via: given.via ?? [],
    saidAt: parseTime(given.saidAt ?? '') ?? saidAt,
    quote: given.quote ?? null,
    allegation: given.allegation === true || (fact.ok && fact.alwaysAllegation),
  }
}
