import { readFileSync } from 'node:fs'
import { parseTime, type Json } from '#eventing'
import type { Claim } from '../claim.js'
import type { Action, IncidentEvent } from '../events.js'
import { parseFact } from '../facts/registry.js'
import { claimIdOf, updateIdOf } from '../identity.js'
import { sha256 } from '../testing/folding.js'
import { recordedAs } from '../testing/stories.js'
import { evolve } from './evolve.js'
import { openIncident, viewOf } from './incident.js'

type Line = { provider: string; item: string; version: string; action: Action; saidAt: string; headline: string; claims?: Partial<Claim>[]; withdraws?: string[]; relations?: { rel: string; item: string; version?: string }[]; command?: string; by: string; reason: string } // prettier-ignore
const root = new URL('../../../../', import.meta.url)
const lines = readFileSync(new URL('demo/banjska.ndjson', root), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line) // prettier-ignore
const { story } = JSON.parse(readFileSync(new URL('test/acceptance/banjska/expected.json', root), 'utf8')) as {
  story: { step: number; accepted: boolean; revision: number; beliefs: Json }[]
}

// What filing makes of a line; repeats are settled there and never reach the fold.
const eventOf = (line: Line): IncidentEvent => {
  const saidAt = parseTime(line.saidAt) ?? ''
  if (line.command !== undefined) {
    return { type: 'ClaimOverruled', data: { claims: line.claims as unknown as string[], reason: line.reason, by: line.by, saidAt, receivedAt: saidAt, expectedRevision: null } } // prettier-ignore
  }
  const { provider, item, version, action, headline } = line
  const updateId = updateIdOf(provider, item, version)
  const claims = (line.claims ?? []).map((given, index): Claim => {
    const fact = parseFact(given.fact ?? '', given.value ?? null)
    const base = { id: claimIdOf(updateId, index), fact: '', value: null, speaker: provider, tier: 4, independenceGroup: '', via: [], quote: null, allegation: false } // prettier-ignore
    return { ...base, ...given, saidAt: parseTime(given.saidAt ?? '') ?? saidAt, allegation: given.allegation === true || (fact.ok && fact.alwaysAllegation) } // prettier-ignore
  })
  const kills = (line.relations ?? []).filter(({ rel }) => rel === 'cancels').map((relation) => ({ provider, item: relation.item, version: relation.version ?? null })) // prettier-ignore
  return {
    type: 'UpdateFiled',
    data: {
      update: { updateId, provider, item, version, action, saidAt, headline, text: null, language: 'en', slug: null, urgency: null, relations: [], claims, withdraws: line.withdraws ?? [], format: 'wireledger' }, // prettier-ignore
      receivedAt: saidAt,
      aliases: ['banjska'],
      kills,
      reachesOnly: false,
      evidence: {},
      warnings: [],
    },
  }
}

it('believes after every step of the Banjska story what the story expects', () => {
  const incident = openIncident('banjska', sha256)
  story.forEach(({ accepted, revision, beliefs }, index) => {
    const [recorded] = recordedAs([eventOf(lines[index] as Line)])
    if (accepted && recorded !== undefined) evolve(incident, recorded)
    expect(viewOf(incident).revision).toBe(revision)
    expect(viewOf(incident).beliefs).toEqual(beliefs)
  })
  expect(viewOf(incident).revision).toBe(17)
})
