import fc from 'fast-check'
import { policyNamed } from '../policy/registry.js'
import { foldAll } from '../testing/folding.js'
import { recordedAs, story } from '../testing/stories.js'
import { eventOf, type WireLine } from '../testing/wire-lines.js'
import type { Belief } from '../belief.js'
import type { IncidentEvent } from '../events.js'
import type { Transition } from './evolve.js'
import { viewOf } from './incident.js'

const under = (name: string, events: readonly IncidentEvent[]) => {
  const { incident, transitions } = foldAll(recordedAs(events), 'incident-1', policyNamed(name))
  return { view: viewOf(incident), transitions }
}
const withoutBelief = (transition: Transition) => ({ ...transition, changesText: '', hash: '' })
const standing = ({ claims, stale }: Belief) => [...claims, ...stale].sort()

const said = (item: string, saidAt: string, value: number, tier: number): WireLine => ({
  provider: 'agy-a',
  item,
  saidAt,
  incident: 'banjska',
  claims: [{ fact: 'casualties/injured/police', value, speaker: `speaker of ${item}`, tier }],
})

describe('the same events under another policy', () => {
  it('make the same revisions of the same updates and effects, and only beliefs and hashes are others', () => {
    fc.assert(
      fc.property(story, (events) => {
        const [p1, p2] = [under('P1', events), under('P2', events)]
        expect(p2.transitions.map(withoutBelief)).toEqual(p1.transitions.map(withoutBelief))
        const { beliefs, hash, policy, ...history } = p2.view
        expect(history).toEqual(
          Object.fromEntries(Object.entries(p1.view).filter(([key]) => !['beliefs', 'hash', 'policy'].includes(key))),
        )
        expect([p1.view.policy, policy]).toEqual(['P1', 'P2'])
        expect(Object.entries(beliefs).map(([fact, belief]) => [fact, standing(belief)])).toEqual(
          Object.entries(p1.view.beliefs).map(([fact, belief]) => [fact, standing(belief)]),
        )
      }),
      { numRuns: 300 },
    )
  })

  it('make best the latest word under P2, where P1 holds on to the better tier', () => {
    const events = [
      eventOf(said('A1', '2023-09-24T06:00:00Z', 1, 1)),
      eventOf(said('A2', '2023-09-24T07:00:00Z', 3, 4)),
    ]
    const [p1, p2] = [under('P1', events), under('P2', events)].map(
      ({ view }) => view.beliefs['casualties/injured/police'],
    )
    expect([p1?.best, p2?.best]).toEqual([1, 3])
    expect([p1?.disputed, p2?.disputed]).toEqual([true, true])
  })

  it('go stale after three hours under P2, those of an authority too', () => {
    const events = [
      eventOf(said('A1', '2023-09-24T06:00:00Z', 1, 1)),
      eventOf(said('A2', '2023-09-24T09:00:00Z', 2, 4)),
      eventOf(said('A3', '2023-09-24T09:00:01Z', 3, 4)),
    ]
    const staleOf = (name: string) => under(name, events).view.beliefs['casualties/injured/police']?.stale
    expect([staleOf('P1'), staleOf('P2')]).toEqual([[], ['agy-a/A1@1#0']])
  })
})
