import { firstPolicy } from '../policy/registry.js'
import { foldAll, sha256 } from '../testing/folding.js'
import { recordedAs } from '../testing/stories.js'
import { eventOf, type WireLine } from '../testing/wire-lines.js'
import { evolve } from './evolve.js'
import { openIncident, viewText } from './incident.js'
import { needsWhole, trimIncident } from './trim.js'

const said = (item: string, hour: number, more: Partial<WireLine> = {}): WireLine => ({
  ...{ provider: 'agy-a', item, saidAt: `2023-09-24T0${hour}:00:00.000Z`, incident: 'banjska' },
  ...more,
})
const killed = (item: string, hour: number, killer: string): WireLine => ({
  ...said(killer, hour),
  relations: [{ rel: 'cancels', item }],
})
const deaths = (value: number): Pick<WireLine, 'claims'> => ({
  claims: [{ fact: 'casualties/killed/police', value, speaker: 'Police', tier: 1 }],
})

/** Trims an incident of the first lines and folds the others; its view, or `needs whole` where it knows too little for one. */
const goOn = (lines: readonly WireLine[], trimAfter: number): string => {
  const events = recordedAs(lines.map(eventOf))
  const incident = openIncident('incident-1', sha256, firstPolicy)
  for (const [at, event] of events.entries()) {
    if (at === trimAfter) trimIncident(incident)
    if (needsWhole(incident, [event], () => false)) return 'needs whole'
    evolve(incident, event)
  }
  const whole = viewText(foldAll(events).incident)
  expect(viewText(incident)).toBe(whole)
  return whole
}

describe('what was filed late to a trimmed incident does not stand in for what was let go of', () => {
  it('where the claims that were left are taken back', () => {
    const lines = [said('A', 6, deaths(1)), said('B', 7, deaths(2)), said('C', 8, deaths(3)), said('D', 9, deaths(4))]
    const late = said('E', 5, deaths(9))
    expect(goOn([...lines, late], 4)).not.toBe('needs whole')
    expect(goOn([...lines, late, killed('D', 9, 'K')], 4)).not.toBe('needs whole')
    expect(goOn([...lines, late, killed('D', 9, 'K'), killed('C', 9, 'L')], 4)).toBe('needs whole')
  })

  it('where the headlines that were left are killed', () => {
    const lines = ['A', 'B', 'C', 'D'].map((item, hour) => said(item, 5 + hour, { headline: `Headline ${item}` }))
    const late = said('E', 4, { headline: 'An old headline' })
    expect(goOn([...lines, late, killed('D', 9, 'K')], 4)).toContain('Headline C')
    expect(goOn([...lines, late, killed('D', 9, 'K'), killed('C', 9, 'L')], 4)).toBe('needs whole')
  })
})
