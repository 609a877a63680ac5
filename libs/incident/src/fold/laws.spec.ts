import fc from 'fast-check'
import { epochOf } from '#eventing'
import { decodeEvent, encodeEvent } from '../codec/event-codec.js'
import { builtFromChanges, foldAll, sha256 } from '../testing/folding.js'
import { referenceBeliefs } from '../testing/reference-policy.js'
import { recordedAs, story } from '../testing/stories.js'
import { policies } from '../policy/registry.js'
import type { IncidentEvent } from '../events.js'
import { evolve, type Revised } from './evolve.js'
import { explainClaims } from './explain.js'
import { openIncident, restoreIncident, viewOf, viewText, type Incident } from './incident.js'
import { viewAsOf } from './past.js'
import { partsOfUpdate } from './stored.js'
import { mayBeRefiled, needsWhole, trimIncident } from './trim.js'

const runs = { numRuns: 400 }
const revised = (transitions: readonly unknown[]): Revised[] => transitions as Revised[]
const partsOf = (events: readonly IncidentEvent[], transitions: readonly Revised[]) => {
  const updates = events.flatMap((event) => (event.type === 'UpdateFiled' ? [partsOfUpdate(event.data)] : []))
  return {
    id: 'incident-1',
    aliases: ['banjska'],
    updates,
    claims: updates.flatMap(({ claims }) => claims),
    effects: transitions.flatMap(({ effects }) => effects),
    heads: updates.map(({ head }) => head),
  }
}

describe.each(policies)('the laws of the fold under policy $name', (policy) => {
  const reference = (events: readonly IncidentEvent[], asOf = Infinity) => referenceBeliefs(events, asOf, policy.name)
  const open = () => openIncident('incident-1', sha256, policy)
  const fold = (recorded: ReturnType<typeof recordedAs>) => foldAll(recorded, 'incident-1', policy)

  it('believes at every revision what the policy says of the events so far', () => {
    fc.assert(
      fc.property(story, (events) => {
        const incident = open()
        recordedAs(events).forEach((recorded, index) => {
          evolve(incident, recorded)
          expect(viewOf(incident).beliefs).toEqual(reference(events.slice(0, index + 1)))
          expect(viewOf(incident).revision).toBe(index + 1)
        })
      }),
      runs,
    )
  })

  it('believes the same whatever the order of arrival', () => {
    const shuffled = story.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    )
    fc.assert(
      fc.property(shuffled, ([events, other]) => {
        const a = viewOf(fold(recordedAs(events)).incident)
        const b = viewOf(fold(recordedAs(other)).incident)
        expect([b.beliefs, b.title, b.providers, b.lastSaidAt]).toEqual([a.beliefs, a.title, a.providers, a.lastSaidAt])
      }),
      runs,
    )
  })

  it('gives as-of what a fold of what had been said by then gives', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 0, max: 13 }), (events, pick) => {
        const times = events.map((event) =>
          event.type === 'UpdateFiled' ? event.data.update.saidAt : event.data.saidAt,
        )
        const asOf = times[pick % Math.max(times.length, 1)] ?? '2023-09-24T06:00:00.000Z'
        const parts = partsOf(events, revised(fold(recordedAs(events)).transitions))
        expect(viewAsOf(parts, asOf, policy).beliefs).toEqual(reference(events, epochOf(asOf)))
        expect(viewAsOf(parts, null, policy).beliefs).toEqual(reference(events))
      }),
      runs,
    )
  })

  it('builds every revision from the changes alone', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const { built, written, folded } of builtFromChanges(recordedAs(events), policy))
          expect([built, written]).toEqual([folded, folded])
      }),
      runs,
    )
  })

  it('goes on from what was stored as if it had never stopped', () => {
    fc.assert(
      fc.property(story, fc.nat(), (events, cut) => {
        const recorded = recordedAs(events)
        const middle = recorded.length === 0 ? 0 : cut % recorded.length
        const before = fold(recorded.slice(0, middle))
        const resumed = restoreIncident(
          { view: viewOf(before.incident), ...partsOf(events.slice(0, middle), revised(before.transitions)) },
          sha256,
          policy,
        )
        for (const next of recorded.slice(middle)) evolve(resumed, next)
        expect(viewText(resumed)).toBe(viewText(fold(recorded).incident))
      }),
      runs,
    )
  })

  it('goes on from a trimmed incident as from a whole one, where it is asked first', () => {
    // A size, and whether the incident is trimmed behind so many events: a chunk is asked about piece by piece.
    const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), { minLength: 1, maxLength: 30 })
    let trimmed = 0
    fc.assert(
      fc.property(story, cuts, (events, sizes) => {
        const recorded = recordedAs(events)
        const whole = fold(recorded)
        const reload = (upto: number): Incident => {
          const before = fold(recorded.slice(0, upto))
          const parts = partsOf(events.slice(0, upto), revised(before.transitions))
          return upto === 0 ? open() : restoreIncident({ view: viewOf(before.incident), ...parts }, sha256, policy)
        }
        let incident = open()
        const seen = new Set<string>()
        // What it denies is not looked up.
        const isRefiled = (id: string): boolean => mayBeRefiled(incident, id) && seen.has(id)
        for (let at = 0, turn = 0; at < recorded.length; turn++) {
          const [size, trims] = sizes[turn % sizes.length] ?? [1, true]
          const chunk = recorded.slice(at, at + size)
          if (needsWhole(incident, chunk, isRefiled)) incident = reload(at)
          else if (!incident.ledger.whole) trimmed += 1
          for (const one of chunk) {
            evolve(incident, one)
            if (one.event.type === 'UpdateFiled') seen.add(one.event.data.update.updateId)
          }
          if (trims) trimIncident(incident)
          at += chunk.length
        }
        expect(viewText(incident)).toBe(viewText(whole.incident))
      }),
      { numRuns: 2000 },
    )
    expect(trimmed).toBeGreaterThan(300)
  })

  it('explains every claim as the beliefs show it', () => {
    fc.assert(
      fc.property(story, (events) => {
        const { incident, transitions } = fold(recordedAs(events))
        const { claims, effects } = partsOf(events, revised(transitions))
        const explained = explainClaims(claims, effects, policy)
        const withStatus = (status: string): string[] =>
          [...explained].flatMap(([id, found]) => (found.status === status ? [id] : [])).sort()
        const beliefs = Object.values(viewOf(incident).beliefs)
        expect(withStatus('live')).toEqual(beliefs.flatMap((belief) => [...belief.claims]).sort())
        expect(withStatus('stale')).toEqual(beliefs.flatMap((belief) => [...belief.stale]).sort())
        for (const { status, by } of explained.values()) expect(by === null).toBe(status === 'live')
      }),
      runs,
    )
  })
})

describe('an event of the fold', () => {
  it('survives the codec unchanged', () => {
    fc.assert(
      fc.property(story, (events) => {
        for (const recorded of recordedAs(events)) {
          const { id, causationId, correlationId, event } = recorded
          const decoded = decodeEvent(encodeEvent({ id, incident: recorded.stream, causationId, correlationId, event }))
          expect(decoded).toEqual({
            ok: true,
            record: { id, incident: recorded.stream, causationId, correlationId, event },
          })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('refuses any text that is not an event, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(decodeEvent(text).ok).toBe(false)),
      runs,
    )
  })
})
