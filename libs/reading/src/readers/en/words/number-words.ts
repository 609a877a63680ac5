import type { CountUnit } from '#incident'
import { phraseTable, type Phrases } from './phrases.js'
import { wordSet } from './word-set.js'

const ones =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'

function smallNumbers(): ReadonlyMap<string, number> {
  const table = new Map<string, number>([...wordSet(ones)].map((word, index) => [word, index + 1]))
  for (const [index, ten] of [...wordSet(tens)].entries()) {
    table.set(ten, (index + 2) * 10)
    for (const [unit, one] of [...wordSet(ones)].slice(0, 9).entries())
      table.set(`${ten}-${one}`, (index + 2) * 10 + unit + 1)
  }
  return table
}

/** one to ninety-nine. */
export const small = smallNumbers()

export const scales: ReadonlyMap<string, number> = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['million', 1_000_000],
])

/** Phrases that are a number as they stand. */
export const wholeNumbers: Phrases<number> = phraseTable<number>([
  [['half', 'a', 'dozen'], 6],
  [['a', 'half', 'dozen'], 6],
  [['a', 'dozen'], 12],
  [['a', 'couple', 'of'], 2],
  [['a', 'pair', 'of'], 2],
  [['a', 'trio', 'of'], 3],
  [['a', 'hundred'], 100],
  [['a', 'thousand'], 1000],
  [['no', 'one'], 0],
  [['not', 'a', 'single'], 0],
  [['nobody'], 0],
  [['no-one'], 0],
  [['none'], 0],
  [['zero'], 0],
  [['both'], 2],
  [['dozen'], 12],
])

/** What is said of a number in front of it; `null` makes it useless. The longest that fits wins. */
export const qualifiers: Phrases<CountUnit | null> = phraseTable<CountUnit | null>([
  [['not', 'less', 'than'], 'atLeast'],
  [['no', 'less', 'than'], 'atLeast'],
  [['no', 'fewer', 'than'], 'atLeast'],
  [['not', 'fewer', 'than'], 'atLeast'],
  [['in', 'excess', 'of'], 'atLeast'],
  [['a', 'minimum', 'of'], 'atLeast'],
  [['upwards', 'of'], 'atLeast'],
  [['well', 'over'], 'atLeast'],
  [['more', 'than'], 'atLeast'],
  [['at', 'least'], 'atLeast'],
  [['over'], 'atLeast'],
  [['close', 'to'], 'about'],
  [['as', 'many', 'as'], 'about'],
  [['up', 'to'], 'about'],
  [['an', 'estimated'], 'about'],
  [['a', 'total', 'of'], 'exact'],
  [['fewer', 'than'], null],
  [['less', 'than'], null],
  [['about'], 'about'],
  [['around'], 'about'],
  [['some'], 'about'],
  [['roughly'], 'about'],
  [['approximately'], 'about'],
  [['nearly'], 'about'],
  [['almost'], 'about'],
  [['estimated'], 'about'],
  [['exactly'], 'exact'],
  [['only'], 'exact'],
  [['just'], 'exact'],
])

/** Amounts without a number. */
export const vague =
  wordSet(`several many dozens scores hundreds thousands tens few handful numerous multiple countless various most
  unspecified unknown`)

export const ordinals = wordSet('second third fourth fifth sixth seventh eighth ninth tenth')
