import { encodeEvent, claimIdOf, updateIdOf, type IncidentRecord } from '#incident'
import { zipf } from './dice.js'
import { incidentsFor, speaking, type Said } from './said.js'

/** Bytes of one event, about. */
export type EventSize = 600 | 3000

export type BenchEvent = { readonly key: string; readonly value: string; readonly record: IncidentRecord }

/** Events over many incidents, the n-th incident in proportion to 1/n (Zipf 1.0), as news is. */
export function* workload(events: number, size: EventSize = 600, seed = 1): Generator<BenchEvent> {
  const { roll, next, prose } = speaking(seed)
  const pick = zipf(incidentsFor(events))
  const start = Date.parse('2023-09-24T05:00:00Z')
  for (let n = 0; n < events; n++) {
    const incident = `incident-${pick(roll())}`
    const text = size === 600 ? null : prose(size - 900)
    yield recordOf(eventOf(n, incident, new Date(start + n * 50).toISOString(), next(), text))
  }
}

/** So many events of one incident, told apart from those of the workload by their ids. */
export function* deepIncident(incident: string, events: number, seed = 7): Generator<BenchEvent> {
  const { next } = speaking(seed)
  const start = Date.parse('2023-09-24T05:00:00Z')
  for (let n = 0; n < events; n++) {
    yield recordOf(eventOf(seed * 2 ** 32 + n, incident, new Date(start + n * 20_000).toISOString(), next(), null))
  }
}

const recordOf = (record: IncidentRecord): BenchEvent => ({ key: record.incident, value: encodeEvent(record), record })

const eventOf = (n: number, incident: string, saidAt: string, said: Said, text: string | null): IncidentRecord => {
  const { provider, fact, value, speaker, quote } = said
  const updateId = updateIdOf(provider, `I${n}`, '1')
  const claim = { id: claimIdOf(updateId, 0), fact, value, speaker, tier: 1 + (n % 4), independenceGroup: speaker }
  return {
    id: `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
    incident,
    causationId: `newsroom.wire.v1/0/${n}`,
    correlationId: `newsroom.wire.v1/0/${n}`,
    event: {
      type: 'UpdateFiled',
      data: {
        update: {
          ...{ updateId, provider, item: `I${n}`, version: '1', action: 'update', saidAt },
          ...{ headline: `Update ${n}`, text, language: 'en', slug: null, urgency: 3, relations: [] },
          claims: [{ ...claim, via: [], saidAt, quote, allegation: false }],
          ...{ withdraws: [], format: 'wireledger' },
        },
        ...{ receivedAt: saidAt, aliases: [], kills: [], reachesOnly: false, evidence: {}, warnings: [] },
      },
    },
  }
}
