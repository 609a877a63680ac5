import { encodeEvent, claimIdOf, updateIdOf, type IncidentRecord } from '#incident'

/** A repeatable stream of numbers in [0, 1): the same seed gives the same workload on every machine. */
const dice = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

const facts = ['casualties/killed/police', 'casualties/injured/civilians', 'casualties/arrested/attackers', 'activity']
const activities = ['reported', 'ongoing', 'sporadic', 'contained', 'over']
const speakers = [
  'Police',
  'Interior Minister',
  'agency',
  'hospital',
  'witness',
  'Prime Minister',
  'prosecutor',
  'mayor',
]
const words = 'police said shooting continued near the bridge while units searched houses north of the town'.split(' ')

/** Events of about 0.6 kB over many incidents, the n-th incident in proportion to 1/n (Zipf 1.0), as news is. */
export function* workload(events: number, seed = 1): Generator<{ key: string; value: string }> {
  const roll = dice(seed)
  const incidents = Math.max(10, Math.min(20_000, Math.floor(events / 50)))
  const pick = zipf(incidents)
  const start = Date.parse('2023-09-24T05:00:00Z')
  for (let n = 0; n < events; n++) {
    const incident = `incident-${pick(roll())}`
    const record = eventOf(n, incident, new Date(start + n * 50).toISOString(), roll)
    yield { key: incident, value: encodeEvent(record) }
  }
}

const eventOf = (n: number, incident: string, saidAt: string, roll: () => number): IncidentRecord => {
  const fact = facts[Math.floor(roll() * facts.length)] ?? 'activity'
  const provider = `agy-${Math.floor(roll() * 6)}`
  const updateId = updateIdOf(provider, `I${n}`, '1')
  const speaker = speakers[Math.floor(roll() * speakers.length)] ?? 'Police'
  const value =
    fact === 'activity' ? (activities[Math.floor(roll() * activities.length)] ?? 'ongoing') : Math.floor(roll() * 9)
  const offset = Math.floor(roll() * words.length)
  const quote = Array.from({ length: 8 }, (_, place) => words[(offset + place) % words.length]).join(' ')
  return {
    id: `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
    incident,
    causationId: `newsroom.wire.v1/0/${n}`,
    correlationId: `newsroom.wire.v1/0/${n}`,
    event: {
      type: 'UpdateFiled',
      data: {
        update: {
          updateId,
          provider,
          item: `I${n}`,
          version: '1',
          action: 'update',
          saidAt,
          headline: `Update ${n}`,
          text: null,
          language: 'en',
          slug: null,
          urgency: 3,
          relations: [],
          claims: [
            {
              id: claimIdOf(updateId, 0),
              fact,
              value,
              speaker,
              tier: 1 + (n % 4),
              independenceGroup: speaker,
              via: [],
              saidAt,
              quote,
              allegation: false,
            },
          ],
          withdraws: [],
          format: 'wireledger',
        },
        receivedAt: saidAt,
        aliases: [],
        kills: [],
        reachesOnly: false,
        evidence: {},
        warnings: [],
      },
    },
  }
}

/** Draws a rank from 0 to size - 1 by the cumulated weights 1/1, 1/2, 1/3, ... */
const zipf = (size: number): ((at: number) => number) => {
  const cumulated: number[] = []
  let total = 0
  for (let rank = 1; rank <= size; rank++) cumulated.push((total += 1 / rank))
  return (at) => {
    const target = at * total
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulated[middle] ?? 0) < target) low = middle + 1
      else high = middle
    }
    return low
  }
}
