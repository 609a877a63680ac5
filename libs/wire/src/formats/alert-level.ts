import type { Level } from '#incident'

const labels: readonly (readonly [RegExp, Level])[] = [
  [/(?:^|[:/])flash$/i, 'flash'],
  [/(?:^|[:/])(?:news-?)?alerts?$|(?:^|[:/])bulletin$/i, 'alert'],
  [/(?:^|[:/])urgent$/i, 'urgent'],
]
const longestAlert = 110
const mostWords = 25

/** The level that a type, role or genre of an item names: `Alert`, `genre:Flash`. */
export const levelOfKinds = (kinds: readonly string[]): Level | undefined =>
  labels.find(([pattern]) => kinds.some((kind) => pattern.test(kind)))?.[1]

/** Whether an item has the shape of an alert: one line in capitals, and next to no text (newsroom-wires.md §1.7, 9). */
export const isAlertShaped = (headline: string | null, text: string | null): boolean =>
  headline !== null &&
  headline.length <= longestAlert &&
  /\p{Lu}(?:[^\p{Ll}]{10,})/u.test(headline) &&
  !/\p{Ll}/u.test(headline) &&
  (text ?? '').split(/\s+/, mostWords + 1).length <= mostWords
