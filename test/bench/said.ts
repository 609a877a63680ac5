import { dice } from './dice.js'

/** What one update of the workload says. */
export type Said = {
  readonly provider: string
  readonly fact: string
  readonly value: number | string
  readonly speaker: string
  readonly quote: string
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

/** Says one thing after another, the same for the same seed. */
export const speaking = (seed: number) => {
  const roll = dice(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T
  return {
    roll,
    next: (): Said => {
      const fact = pick(facts)
      const provider = `agy-${Math.floor(roll() * 6)}`
      const speaker = pick(speakers)
      const value = fact === 'activity' ? pick(activities) : Math.floor(roll() * 9)
      const offset = Math.floor(roll() * words.length)
      return { provider, fact, value, speaker, quote: sentence(offset, 8) }
    },
    /** A text of about so many characters. */
    prose: (length: number): string => sentence(Math.floor(roll() * words.length), Math.ceil(length / 6.1)),
  }
}

const sentence = (offset: number, count: number): string =>
  Array.from({ length: count }, (_, place) => words[(offset + place) % words.length]).join(' ')

/** How many incidents so many updates are about. */
export const incidentsFor = (events: number): number => Math.max(10, Math.min(20_000, Math.floor(events / 50)))
