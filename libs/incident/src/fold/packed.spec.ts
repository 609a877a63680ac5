import fc from 'fast-check'
import type { Recorded } from '#eventing'
import type { IncidentEvent } from '../events.js'
import { firstPolicy } from '../policy/registry.js'
import { foldAll, sha256 } from '../testing/folding.js'
import { movingStory, presentUpdates, recordedAs, story } from '../testing/stories.js'
import { eventOf } from '../testing/wire-lines.js'
import { evolve } from './evolve.js'
import { openIncident, viewOf, viewText, type Incident } from './incident.js'
import { claimsOf } from './ledger.js'
import { packIncident, packLedger, recallIncident, unpackIncident } from './packed.js'
import { mayBeRefiled, needsWhole } from './trim.js'

type Events = readonly Recorded<IncidentEvent>[]
const fold = (events: Events): Incident => foldAll(events, 'incident-1', firstPolicy).incident
const updateIdOf = ({ event }: Recorded<IncidentEvent>): string | null =>
  event.type === 'UpdateFiled' ? event.data.update.updateId : null
const filedBefore = (events: Events, at: number, id: string | null): boolean =>
  id !== null && events.slice(0, at).some((event) => updateIdOf(event) === id)

/** Filed before and not moved out since, as a revision without a head tells. */
const isThere = (events: Events, at: number, id: string | null): boolean =>
  presentUpdates(events.slice(0, at).map(({ event }) => event)).some(({ data }) => data.update.updateId === id)

/** Goes on with an incident, or with all of its events where it knows too little: how often it knew enough. */
const goOn = (incident: Incident, events: Events, from: number): { incident: Incident; knew: boolean } => {
  let going = incident
  let knew = true
  events.slice(from).forEach((event, index) => {
    const at = from + index
    const isRefiled = (id: string): boolean => mayBeRefiled(going, id) && filedBefore(events, at, id)
    if (needsWhole(going, [event], isRefiled)) {
      going = fold(events.slice(0, at))
      knew = false
    }
    evolve(going, event)
  })
  return { incident: going, knew }
}

const told = fc.oneof(story, movingStory).map((events) => recordedAs(events))

/** A claim is withdrawn by another item, its own is moved out, and comes back. */
const thereAndBack = (): Events => {
  const said = { provider: 'agy-a', saidAt: '2023-09-24T05:00:00Z', incident: 'banjska' }
  const update = eventOf({ ...said, item: 'A', claims: [{ fact: 'activity', value: 'ongoing', speaker: 'Kurti' }] })
  const moved: IncidentEvent = {
    type: 'UpdatesMovedOut',
    data: {
      ...{ items: [{ provider: 'agy-a', item: 'A' }], to: 'incident-2', merged: false, reason: 'another story' },
      ...{ by: 'desk-1', saidAt: said.saidAt, receivedAt: said.saidAt },
    },
  }
  return recordedAs([update, eventOf({ ...said, item: 'B', withdraws: ['agy-a/A@1#0'] }), moved, update])
}

describe('an incident that was packed', () => {
  it('knows what was withdrawn of an item that was moved out, and that comes back', () => {
    const events = thereAndBack()
    const { incident, knew } = goOn(unpackIncident(packIncident(fold(events.slice(0, 3)))), events, 3)
    expect([knew, viewOf(incident).beliefs]).toEqual([true, {}])
    expect(viewText(incident)).toBe(viewText(fold(events)))
  })

  it('goes on as if it had never been', () => {
    let known = 0
    fc.assert(
      fc.property(told, fc.nat(), (events, cut) => {
        const middle = cut % (events.length + 1)
        const unpacked = unpackIncident(packIncident(fold(events.slice(0, middle))))
        expect(viewText(unpacked)).toBe(viewText(fold(events.slice(0, middle))))
        const { incident, knew } = goOn(unpacked, events, middle)
        expect(viewText(incident)).toBe(viewText(fold(events)))
        if (knew && middle < events.length) known += 1
      }),
      { numRuns: 2000 },
    )
    expect(known).toBeGreaterThan(300)
  })
})

describe('an incident that is recalled', () => {
  it('from what was packed some events ago goes on as if it had never been away', () => {
    let recalled = 0
    fc.assert(
      fc.property(told, fc.nat(), fc.nat(), (events, one, other) => {
        const [from, to] = [one % (events.length + 1), other % (events.length + 1)].sort((a, b) => a - b) as [number, number] // prettier-ignore
        const packed = packLedger(
          from === 0 ? openIncident('incident-1', sha256, firstPolicy) : fold(events.slice(0, from)),
        )
        const later = events.slice(from, to).map((recorded, index) => ({
          event: recorded.event,
          isRefiled: isThere(events, from + index, updateIdOf(recorded)),
        }))
        const there = fold(events.slice(0, to))
        const incident = recallIncident(packed, later, viewOf(there), sha256, firstPolicy)
        if (incident === null) return
        recalled += from < to && from > 0 && to < events.length ? 1 : 0
        expect(viewText(goOn(incident, events, to).incident)).toBe(viewText(fold(events)))
      }),
      { numRuns: 3000 },
    )
    expect(recalled).toBeGreaterThan(300)
  })

  it('knows what was withdrawn of an item that was moved out, and that has come back since', () => {
    const events = thereAndBack()
    const later = events.slice(3).map(({ event }) => ({ event, isRefiled: false }))
    const packed = packLedger(fold(events.slice(0, 3)))
    const incident = recallIncident(packed, later, viewOf(fold(events)), sha256, firstPolicy)
    expect(incident && claimsOf(incident.ledger).size).toBe(0)
  })

  it('is not from what was packed in another format', () => {
    const incident = openIncident('incident-1', sha256, firstPolicy)
    const other = packLedger(incident).replace('"format":2', '"format":1')
    expect(recallIncident(other, [], viewOf(incident), sha256, firstPolicy)).toBeNull()
  })
})
