import type { Mention, Speaker } from './speakers.js'

type Known = { readonly speaker: Speaker; readonly mention: Mention }

/** The speakers a text has named so far, so that "Kurti" and "the minister" find theirs. */
export type SpeakerMemory = { readonly known: Known[]; last: Speaker | null; lastMedium: string | null }

/** Only so many are kept; a text names fewer, and looking back stays cheap. */
const capacity = 60

export const emptyMemory = (): SpeakerMemory => ({ known: [], last: null, lastMedium: null })

/** The speaker a mention means, remembered for later. `via` empty: as that speaker was heard before. */
export function settle(memory: SpeakerMemory, mention: Mention, via: readonly string[]): Speaker {
  const earlier = memory.known.findLast(({ mention: other }) => isSame(mention, other))
  const base = earlier?.speaker
  const isRicher =
    base !== undefined && mention.kind === 'person' && mention.name.split(' ').length > base.name.split(' ').length
  const speaker: Speaker = {
    name: base === undefined || isRicher ? mention.name : base.name,
    tier: base === undefined ? mention.tier : Math.min(base.tier, mention.tier),
    via: via.length > 0 ? via : (base?.via ?? []),
  }
  const roles = [...new Set([...(earlier?.mention.roles ?? []), ...mention.roles])]
  memory.known.push({
    speaker,
    mention: { ...mention, name: speaker.name, kind: earlier?.mention.kind ?? mention.kind, roles },
  })
  if (memory.known.length > capacity) memory.known.shift()
  memory.last = speaker
  return speaker
}

function isSame(mention: Mention, other: Mention): boolean {
  const name = mention.name.toLowerCase()
  const known = other.name.toLowerCase()
  if (name === known) return true
  if (mention.kind === 'person')
    return other.kind === 'person' && (known.endsWith(` ${name}`) || name.endsWith(` ${known}`))
  if (other.kind === 'person')
    return mention.roles.length > 0 && isTitle(mention) && mention.roles.every((role) => other.roles.includes(role))
  return known.endsWith(` ${name}`)
}

const titles = new Set([
  'minister',
  'president',
  'mayor',
  'governor',
  'premier',
  'chancellor',
  'chief',
  'director',
  'prosecutor',
  'commissioner',
  'sheriff',
  'spokesman',
  'spokeswoman',
  'commander',
  'pm',
])

// "the prime minister" may mean somebody named; "police" never does.
function isTitle(mention: Mention): boolean {
  return mention.roles.some((role) => titles.has(role))
}
