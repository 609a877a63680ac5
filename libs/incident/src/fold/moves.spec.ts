import fc from 'fast-check'
import { decodeEvent, encodeEvent } from '../codec/event-codec.js'
import type { IncidentEvent, UpdateFiled } from '../events.js'
import { firstPolicy } from '../policy/registry.js'
import { builtFromChanges, foldAll, sha256 } from '../testing/folding.js'
import { movingStory, presentUpdates, recordedAs } from '../testing/stories.js'
import { evolve, type Revised } from './evolve.js'
import { openIncident, restoreIncident, viewOf, viewText } from './incident.js'
import { partsOfUpdate } from './stored.js'
import { mayBeRefiled, needsWhole, trimIncident } from './trim.js'

const runs = { numRuns: 600 }

/** The story of somebody who never had the moved items: of them only what they took out was heard. */
const withoutMoved = (events: readonly IncidentEvent[]): readonly IncidentEvent[] => {
  const present = new Set<IncidentEvent>(presentUpdates(events))
  return events.flatMap((event): IncidentEvent[] => {
    if (event.type === 'UpdatesMovedOut') return []
    return event.type === 'UpdateFiled' && !present.has(event) ? [onlyReaching(event)] : [event]
  })
}

const onlyReaching = ({ data }: UpdateFiled): UpdateFiled => ({
  type: 'UpdateFiled',
  // Under a name of its own, for where the update comes back it is filed as if for the first time.
  data: {
    ...data,
    update: { ...data.update, updateId: `${data.update.updateId}-heard`, claims: [], headline: null },
    reachesOnly: true,
  },
})

const savedAs = (events: readonly IncidentEvent[]) => {
  const { incident, transitions } = foldAll(recordedAs(events))
  const effects = (transitions as Revised[]).flatMap((revised) => revised.effects)
  return { view: viewOf(incident), effects, updates: presentUpdates(events).map(({ data }) => partsOfUpdate(data)) }
}

describe('items that are moved out of an incident', () => {
  it('leave what would stand had they never been filed there', () => {
    fc.assert(
      fc.property(movingStory, (events) => {
        const moved = viewOf(foldAll(recordedAs(events)).incident)
        const never = viewOf(foldAll(recordedAs(withoutMoved(events))).incident)
        expect([moved.beliefs, moved.title]).toEqual([never.beliefs, never.title])
        expect(moved.updates).toBeGreaterThanOrEqual(
          new Set(presentUpdates(events).map(({ data }) => data.update.updateId)).size,
        )
      }),
      runs,
    )
  })

  it('leave revisions that can be built from their changes alone', () => {
    fc.assert(
      fc.property(movingStory, (events) => {
        for (const { built, written, folded } of builtFromChanges(recordedAs(events)))
          expect([built, written]).toEqual([folded, folded])
      }),
      runs,
    )
  })

  it('are not there any more where an incident is taken up again', () => {
    fc.assert(
      fc.property(movingStory, fc.nat(), (events, cut) => {
        const middle = cut % (events.length + 1)
        const resumed = restoreIncident(savedAs(events.slice(0, middle)), sha256, firstPolicy)
        for (const next of recordedAs(events).slice(middle)) evolve(resumed, next)
        expect(viewText(resumed)).toBe(viewText(foldAll(recordedAs(events)).incident))
      }),
      runs,
    )
  })

  it('are told from a trimmed incident as from a whole one, where it is asked first', () => {
    fc.assert(
      fc.property(movingStory, (events) => {
        const recorded = recordedAs(events)
        let incident = openIncident('incident-1', sha256, firstPolicy)
        const seen = new Set<string>()
        recorded.forEach((one, at) => {
          if (needsWhole(incident, [one], (id) => mayBeRefiled(incident, id) && seen.has(id)))
            incident = restoreIncident(savedAs(events.slice(0, at)), sha256, firstPolicy)
          evolve(incident, one)
          if (one.event.type === 'UpdateFiled') seen.add(one.event.data.update.updateId)
          trimIncident(incident)
        })
        expect(viewText(incident)).toBe(viewText(foldAll(recorded).incident))
      }),
      runs,
    )
  })

  it('survive the codec unchanged', () => {
    fc.assert(
      fc.property(movingStory, (events) => {
        for (const { id, stream, causationId, correlationId, event } of recordedAs(events)) {
          const record = { id, incident: stream, causationId, correlationId, event }
          expect(decodeEvent(encodeEvent(record))).toEqual({ ok: true, record })
        }
      }),
      { numRuns: 100 },
    )
  })

  it('make an incident of which all was merged away itself again as soon as an update is filed to it', () => {
    const merges = movingStory.filter((events) =>
      events.some((event) => event.type === 'UpdatesMovedOut' && event.data.merged),
    )
    fc.assert(
      fc.property(merges, (events) => {
        const last = events.findLastIndex((event) => event.type === 'UpdatesMovedOut' && event.data.merged)
        const since = events.slice(last + 1).some((event) => event.type === 'UpdateFiled')
        expect(viewOf(foldAll(recordedAs(events)).incident).mergedInto).toBe(since ? undefined : 'incident-2')
      }),
      { numRuns: 100 },
    )
  })
})
