import type { Token } from './tokens.js'
import { carrierKinds, carriers, outlets, platforms, titleWords } from './words/speakers.js'

const reach = 16

/** The media a speaker is heard through, named around an attribution: "on his Facebook page", "told Reuters", "published by ...". */
export function viaAround(tokens: readonly Token[], from: number, to: number): readonly string[] {
  const via = new Set<string>()
  for (let at = Math.max(0, from - 10); at < Math.min(tokens.length, to + reach); at += 1) {
    const named = platformAt(tokens, at) ?? (at >= from ? (toldAt(tokens, at) ?? carriedAt(tokens, at)) : null)
    if (named !== null) via.add(named)
  }
  return [...via]
}

function platformAt(tokens: readonly Token[], at: number): string | null {
  const token = tokens[at]
  const platform = platforms.get(token?.low ?? '')
  if (token === undefined || platform === undefined || !token.cap) return null
  const before = tokens.slice(Math.max(0, at - 5), at).map(({ low }) => low)
  const after = tokens[at + 1]?.low ?? ''
  const isNamed =
    before.some((low) => ['on', 'via', 'app', 'platform', 'network'].includes(low)) ||
    ['post', 'page', 'channel', 'profile', 'account'].includes(after)
  // "X, formerly Twitter" is one medium.
  return isNamed && !before.slice(-2).includes('formerly') ? platform : null
}

function toldAt(tokens: readonly Token[], at: number): string | null {
  return tokens[at]?.low === 'told' ? mediumAt(tokens, at + 1) : null
}

function carriedAt(tokens: readonly Token[], at: number): string | null {
  return carriers.has(tokens[at]?.low ?? '') && tokens[at + 1]?.low === 'by' ? mediumAt(tokens, at + 2) : null
}

/** The medium named at a token: a name in capitals, or "state television". */
export function mediumAt(tokens: readonly Token[], at: number): string | null {
  let from = at
  while (['the', 'a', 'an'].includes(tokens[from]?.low ?? '') || isKind(tokens, from)) from += 1
  let to = from
  while (tokens[to]?.cap && tokens[to]?.kind === 'word' && to - from < 5) to += 1
  if (to > from) return titleWords.has(tokens[from]?.low ?? '') ? null : textOf(tokens.slice(from, to))
  const last = from
  while (to < last + 2 && outlets.has(tokens[to]?.low ?? '')) to += 1
  if (to > last) from = Math.max(at, from - 1)
  const words = tokens.slice(from, Math.max(to, last)).filter(({ low }) => !['the', 'a', 'an'].includes(low))
  return words.length > 1 && words.some(({ low }) => outlets.has(low)) ? textOf(words) : null
}

// "the newspaper Koha Ditore": what it is stands before its name.
function isKind(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  return token !== undefined && !token.cap && carrierKinds.has(token.low)
}

const textOf = (tokens: readonly Token[]): string => tokens.map(({ text }) => text.replace(/['’]s$/u, '')).join(' ')
