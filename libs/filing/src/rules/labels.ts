import { epochOf } from '#eventing'
import type { FiledUpdate, NamedVictim } from '#incident'
import type { Label } from '../known.js'

/** How far from a notice in `saidAt` an item may be that it names in words, unless it names the day. */
export const namingWindowMs = 72 * 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000
const longestWords = 300
/** Headlines are cut on the way: so much of them must be there to tell them by their beginning. */
const tellingPrefix = 16

type Labelled = Pick<FiledUpdate, 'provider' | 'headline' | 'particulars'>

/**
 * What a later notice may name an item by. Only of documents that have particulars: who publishes plain updates names
 * items by their ids.
 */
export const labelsOf = ({ provider, headline, particulars }: Labelled): readonly Label[] => {
  if (particulars === undefined) return []
  return namesOf(provider, { messageNumber: particulars.messageNumber ?? null, headline })
}

/** The labels that a notice names an item by, in the form items have them. */
export const namesOf = (
  provider: string,
  { messageNumber, headline }: Pick<NamedVictim, 'messageNumber' | 'headline'>,
): readonly Label[] => {
  const number = messageNumber === null ? '' : plainNumber(messageNumber)
  const words = headline === null ? '' : plainHeadline(headline)
  return [
    ...(number === '' ? [] : [{ provider, kind: 'number', key: digitsOf(number), words: number } as const]),
    ...(words === '' ? [] : [{ provider, kind: 'headline', key: words.slice(0, tellingPrefix), words } as const]),
  ]
}

/** Whether two labels of one key name the same: numbers with or without their service, headlines by their beginning. */
export const sameLabel = (a: Label, b: Label): boolean => {
  if (a.provider !== b.provider || a.kind !== b.kind || a.key !== b.key) return false
  if (a.words === b.words) return true
  if (a.kind === 'number') return a.words === a.key || b.words === b.key
  const [short, long] = a.words.length < b.words.length ? [a.words, b.words] : [b.words, a.words]
  return short.length >= tellingPrefix && long.startsWith(short)
}

/** When an item that a notice names must have been said: on the day it names, or close to the notice. */
export const namingSpan = (
  { date }: NamedVictim,
  noticeSaidAt: string,
): { readonly from: number; readonly to: number } => {
  const day = date === null || !/^\d{4}-\d{2}-\d{2}/.test(date) ? NaN : Date.parse(date.slice(0, 10))
  // A day of some zone: it may begin and end on the neighbours of the day in UTC.
  if (!Number.isNaN(day)) return { from: day - dayMs, to: day + 2 * dayMs }
  const said = epochOf(noticeSaidAt)
  return { from: said - namingWindowMs, to: said + namingWindowMs }
}

// `dpa 061`, `DPA061` and `dpa-61` are one number.
const plainNumber = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<!\d)0+(?=\d)/g, '')
    .slice(0, 64)

const digitsOf = (number: string): string => /\d+$/.exec(number)?.[0] ?? number

const tags = /^(?:(?:corrected|correction|refile|rpt|repeat|update \d{1,3}|kill|withdrawn) )+/

const plainHeadline = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(tags, '')
    .slice(0, longestWords)
