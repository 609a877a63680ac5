import fc from 'fast-check'
import { epochOf, timeOf } from '#eventing'
import type { IncidentEvent } from '../events.js'
import { policies } from '../policy/registry.js'
import { sha256 } from '../testing/folding.js'
import { movingStory, presentUpdates, recordedAs, story } from '../testing/stories.js'
import { evolve, type Revised } from './evolve.js'
import { openIncident, viewOf } from './incident.js'
import { emptyView, viewAsOf, viewAsOfState } from './past.js'
import { anyMoment } from './said-span.js'
import { partsOfUpdate } from './stored.js'

const saidAtOf = (event: IncidentEvent): string =>
  event.type === 'UpdateFiled' ? event.data.update.saidAt : event.data.saidAt

/** The same said in order, as a story is that nobody was late with. */
const inOrder = (events: readonly IncidentEvent[]): readonly IncidentEvent[] =>
  [...events].sort((a, b) => epochOf(saidAtOf(a)) - epochOf(saidAtOf(b)))

const anyStory = fc.oneof(story, story.map(inOrder), movingStory, movingStory.map(inOrder))

/** Every moment at which something was said, and the moments right before and after. */
const momentsOf = (events: readonly IncidentEvent[]): string[] => {
  const claims = events.flatMap((event) => (event.type === 'UpdateFiled' ? event.data.update.claims : []))
  const said = [...events.map(saidAtOf), ...claims.map(({ saidAt }) => saidAt)]
  return [...new Set(said.flatMap((time) => [-1, 0, 1].map((step) => timeOf(epochOf(time) + step))))]
}

/** The revision that holds just what had been said by a moment, and whether there is none; as the read model asks for it. */
const revisionAsOf = (revisions: readonly Revised[], asOf: string) => {
  const first = revisions.findIndex(({ saidAt }) => saidAt > asOf)
  const at = first < 0 ? revisions.length : first
  const isMixed = revisions.some(({ span, revision }) => {
    if (span === null) return false
    return span.from === anyMoment.from || (revision > at ? span.from <= asOf : span.until > asOf)
  })
  return { at, isMixed }
}

const firstOfEach = <T extends { readonly updateId: string }>(heads: readonly T[]): T[] => [
  ...new Map([...heads].reverse().map((head) => [head.updateId, head])).values(),
]

describe.each(policies)('a view as of a moment, under policy $name', (policy) => {
  it('is the state of the revision that holds just what had been said by then, or is folded claim by claim', () => {
    let [stored, folded] = [0, 0]
    fc.assert(
      fc.property(anyStory, (events) => {
        const incident = openIncident('incident-1', sha256, policy)
        const states = [emptyView('incident-1', policy.name)]
        const revisions: Revised[] = []
        for (const recorded of recordedAs(events)) {
          revisions.push(evolve(incident, recorded) as Revised)
          states.push(viewOf(incident))
        }
        const base = viewOf(incident)
        const updates = presentUpdates(events).map(({ data }) => partsOfUpdate(data))
        const { id, aliases, openedAt, lastRecordedAt } = base
        const parts = {
          ...{ id, aliases, openedAt, lastRecordedAt },
          ...(base.mergedInto === undefined ? {} : { mergedInto: base.mergedInto }),
          claims: [...new Map(updates.flatMap(({ claims }) => claims).map((claim) => [claim.id, claim])).values()],
          effects: revisions.flatMap(({ effects }) => effects),
          heads: firstOfEach(updates.map(({ head }) => head)),
        }
        for (const asOf of momentsOf(events)) {
          const { at, isMixed } = revisionAsOf(revisions, asOf)
          const view = isMixed ? null : viewAsOfState(states[at] ?? base, base)
          if (view === null) {
            folded += 1
            continue
          }
          stored += 1
          expect(JSON.stringify(view)).toBe(JSON.stringify(viewAsOf(parts, asOf, policy)))
        }
      }),
      { numRuns: 1500 },
    )
    expect([stored, folded].every((times) => times > 1_000)).toBe(true)
  })
})
