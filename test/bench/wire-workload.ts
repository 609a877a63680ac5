import { zipf } from './dice.js'
import { incidentsFor, speaking } from './said.js'
import type { EventSize } from './workload.js'

export type WireUpdateBytes = { readonly key: string; readonly value: Buffer }

/** Wireledger updates as publishers send them, over many named incidents (Zipf 1.0); each is an item of its own. */
export function* wireWorkload(updates: number, size: EventSize = 600, seed = 2): Generator<WireUpdateBytes> {
  const { roll, next, prose } = speaking(seed)
  const pick = zipf(incidentsFor(updates))
  const start = Date.parse('2023-09-24T05:00:00Z')
  for (let n = 0; n < updates; n++) {
    const { provider, fact, value, speaker, quote } = next()
    const incident = `story-${pick(roll())}`
    const update = {
      ...{ provider, item: `W${n}`, version: '1', action: 'update', saidAt: new Date(start + n * 50).toISOString() },
      ...{
        headline: `Update ${n}: ${quote}`,
        text: prose(size === 600 ? 200 : 2_600),
        language: 'en',
        urgency: 3,
        incident,
      },
      claims: [{ fact, value, speaker, tier: 1 + (n % 4), independenceGroup: speaker, quote }],
    }
    yield { key: `${provider}-${n % 64}`, value: Buffer.from(JSON.stringify(update)) }
  }
}
