import type { Belief } from '#incident'
import type { ViewAnswer } from '../doors/answers.js'
import { cut, plain } from '../output/cut.js'
import { bold, dim, yellow } from '../output/style.js'
import { table, type Cell } from '../output/table.js'
import { timeWords } from '../output/time.js'
import { allegedWords, rangeWords } from '../words/belief-words.js'
import { factWords, valueWords } from '../words/value-words.js'
import type { Speaker } from './fetch-speakers.js'

/** An incident as lines for people: its head, and one row a fact with value, range, who says so and marks. */
export const viewLines = (view: ViewAnswer, speakers: ReadonlyMap<string, Speaker>, width: number): string[] => {
  const facts = Object.entries(view.beliefs)
  const lines = [...headLines(view, width), '']
  if (facts.length === 0) return [...lines, dim('no fact is claimed')]
  const rows = facts.map(([fact, belief]) => factRow(fact, belief, speakers))
  return [...lines, ...table(columns, rows, width).split('\n')]
}

const columns = [
  { head: 'fact', width: 23 },
  { head: 'held', width: 28 },
  { head: 'range', width: 7 },
  { head: 'who says so', width: 26 },
  { head: 'marks', width: 16 },
]

const headLines = (view: ViewAnswer, width: number): string[] => {
  const revision = view.revision === null ? 'no recorded revision' : `revision ${view.revision}`
  const aliases = view.aliases.length === 0 ? '' : ` (${view.aliases.map(plain).join(', ')})`
  const counts = `${many(view.updates, 'update')} by ${many(view.providers.length, 'provider')}`
  const past = [
    view.asOf ? `as said by ${timeWords(view.asOf)}` : '',
    view.knownAt ? `as recorded by ${timeWords(view.knownAt)}` : '',
  ].filter((part) => part !== '')
  return [
    bold(cut(plain(view.title), width)),
    cut(plain(`${view.id}${aliases}`), width),
    cut(`${revision}, ${counts}, policy ${view.policy}`, width),
    cut(`last said ${timeWords(view.lastSaidAt)}, last recorded ${timeWords(view.lastRecordedAt)}`, width),
    ...(past.length === 0 ? [] : [yellow(`the past: ${past.join(', ')}`)]),
  ]
}

const factRow = (fact: string, belief: Belief, speakers: ReadonlyMap<string, Speaker>): Cell[] => {
  const held = belief.best === null ? { text: allegedWords(belief), look: dim } : valueWords(belief.best)
  return [
    factWords(fact),
    held,
    rangeWords(belief) ?? '',
    whoWords(belief, speakers),
    { text: marksOf(belief), look: belief.disputed ? yellow : dim },
  ]
}

const whoWords = (belief: Belief, speakers: ReadonlyMap<string, Speaker>): string => {
  const claim = belief.bestClaim ?? belief.claims[0]
  if (claim === undefined) return ''
  const speaker = speakers.get(claim)
  const others = belief.claims.length - 1
  const name = speaker === undefined ? claim : `${speaker.name}, tier ${speaker.tier}`
  return plain(others > 0 ? `${name} +${others}` : name)
}

const marksOf = (belief: Belief): string =>
  [
    belief.disputed ? 'disputed' : '',
    belief.independentSources > 1 ? `${belief.independentSources} sources` : '',
    belief.stale.length > 0 ? `${belief.stale.length} stale` : '',
  ]
    .filter((mark) => mark !== '')
    .join(', ')

const many = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`
