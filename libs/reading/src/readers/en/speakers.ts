import type { Token } from './tokens.js'
import { articles, definites, months, weekdays } from './words/function-words.js'
import {
  authorities,
  heads,
  mouthpieces,
  others,
  outlets,
  papers,
  platforms,
  titleWords,
  unnamed,
} from './words/speakers.js'

/** Who says something, via whom. Tiers as in the contract: 1 authority, 2 head of state or government, 3 other, 4 a medium, 5 unnamed. */
export type Speaker = { readonly name: string; readonly tier: number; readonly via: readonly string[] }

/** A name or role as it stands in the text, before it is looked up among those met earlier. */
export type Mention = {
  readonly name: string
  readonly tier: number
  /** The words of its title or role, lower case. */
  readonly roles: readonly string[]
  readonly kind: 'person' | 'body' | 'medium'
}

/** Reads a noun phrase as a speaker; null where nobody can be meant by it. */
export function mentionIn(phrase: readonly Token[]): Mention | null {
  const tokens = withoutMouthpiece(phrase)
  const lows = tokens.map(({ low }) => low)
  const isSpeaker = lows.some(
    (low) => authorities.has(low) || heads.has(low) || unnamed.has(low) || outlets.has(low) || others.has(low),
  )
  const person = personIn(phrase)
  const roles = phrase.map(({ low }) => low).filter((low) => isRole(low))
  if (person !== null) return { name: person, tier: tierOf(phrase.map(({ low }) => low)), roles, kind: 'person' }
  if (!isSpeaker) return null
  const name = bodyName(tokens)
  if (name === '') return null
  return { name, tier: tierOf(lows), roles, kind: tierOf(lows) === 4 ? 'medium' : 'body' }
}

const isRole = (low: string): boolean =>
  titleWords.has(low) || authorities.has(low) || heads.has(low) || others.has(low)

function tierOf(lows: readonly string[]): number {
  const has = (words: ReadonlySet<string>) => lows.some((low) => words.has(low))
  if (has(unnamed)) return 5
  if (lows.includes('prime') || (has(heads) && !lows.includes('interior'))) return 2
  if (lows.includes('authorities') || !has(outlets)) return has(authorities) ? 1 : 3
  return lows.includes('agency') && has(authorities) ? 1 : 4
}

// "a spokesman for the fire brigade" speaks as the fire brigade, "a police spokesman" as the police.
function withoutMouthpiece(phrase: readonly Token[]): readonly Token[] {
  const at = phrase.findIndex(({ low }) => mouthpieces.has(low))
  const after = phrase[at + 1]?.low
  if (at < 0 || phrase.length === 1) return phrase
  if (after === 'for' || after === 'of' || after === 'from') return phrase.slice(at + 2)
  const before = phrase.slice(0, at).filter(({ low }) => !articles.has(low) && !definites.has(low))
  return before.length === 0 ? phrase : before
}

/** The name of a person: the last run of capitals that follows a title or stands alone. */
function personIn(phrase: readonly Token[]): string | null {
  const words = phrase.filter(({ kind }) => kind === 'word')
  const isShouting = words.length > 1 && words.every(({ text }) => text === text.toUpperCase())
  let best: string | null = null
  for (let at = 0; at < phrase.length; at += 1) {
    if (!isNameWord(phrase[at]) || (isShouting && at === 0 && phrase.length > 2)) continue
    let end = at + 1
    while (isNameWord(phrase[end]) || isParticle(phrase, end)) end += 1
    const before = phrase[at - 1]
    const after = phrase[end]
    const isAlone = before === undefined || before.low === ',' || titleWords.has(before.low)
    const isWhole = after === undefined || after.low === ','
    const isPlace = before !== undefined && ['of', 'in', 'for', 'from', 'at', 'the'].includes(before.low)
    if (isAlone && isWhole && !isPlace) best = nameText(phrase.slice(at, end), isShouting)
    at = end
  }
  return best
}

function isNameWord(token: Token | undefined): boolean {
  if (token === undefined || !token.cap || token.kind !== 'word' || /^(?:the|a|an|he|she|it|they)$/u.test(token.low))
    return false
  const { low } = token
  return (
    !isRole(low) &&
    !outlets.has(low) &&
    !unnamed.has(low) &&
    !mouthpieces.has(low) &&
    !weekdays.has(low) &&
    !months.has(low) &&
    !papers.has(low) &&
    !platforms.has(low)
  )
}

// "Ursula von der Leyen"
function isParticle(phrase: readonly Token[], at: number): boolean {
  const particles = ['von', 'van', 'der', 'de', 'la', 'bin', 'al', 'el', 'di', 'da', 'dos', 'den', 'ter', '.']
  return (
    particles.includes(phrase[at]?.low ?? '') &&
    (isNameWord(phrase[at + 1]) || particles.includes(phrase[at + 1]?.low ?? ''))
  )
}

function nameText(tokens: readonly Token[], isShouting: boolean): string {
  const text = tokens
    .map((token) => token.text.replace(/['’]s$/u, ''))
    .join(' ')
    .replaceAll(' .', '.')
  return isShouting ? text.toLowerCase().replaceAll(/\b\p{L}/gu, (letter) => letter.toUpperCase()) : text
}

function bodyName(tokens: readonly Token[]): string {
  let from = 0
  while (from < tokens.length && isDeterminer(tokens[from])) from += 1
  const rest = tokens.slice(from).filter(({ kind }) => kind === 'word')
  const first = rest[0]
  if (first === undefined) return ''
  const isShouting = rest.every(({ text }) => text === text.toUpperCase() && text.length > 3)
  if (isShouting) return rest.map(({ low }) => low).join(' ')
  const isCommon = first.cap && !rest[1]?.cap && isCommonNoun(first.low)
  return [isCommon ? first.text.toLowerCase() : first.text, ...rest.slice(1).map(({ text }) => text)].join(' ')
}

const determiners = new Set([
  'several',
  'some',
  'two',
  'three',
  'other',
  'many',
  'one',
  'his',
  'her',
  'their',
  'its',
  'same',
])

function isDeterminer(token: Token | undefined): boolean {
  return (
    token !== undefined &&
    (articles.has(token.low) || definites.has(token.low) || determiners.has(token.low) || token.kind !== 'word')
  )
}

function isCommonNoun(low: string): boolean {
  const isAcronym = [
    'un',
    'nato',
    'eu',
    'osce',
    'fbi',
    'bbc',
    'cnn',
    'afp',
    'ap',
    'reuters',
    'xinhua',
    'tass',
    'bloomberg',
    'interfax',
  ].includes(low)
  return (
    !isAcronym &&
    (isRole(low) ||
      unnamed.has(low) ||
      ['local', 'state', 'media', 'rescue', 'health', 'emergency', 'regional', 'unnamed', 'city'].includes(low))
  )
}
