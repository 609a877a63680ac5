import type { Belief } from '#incident'
import { valueWords } from './value-words.js'

const dash = '–'

/** `1–3` where the live counts differ, else undefined. */
export const rangeWords = (belief: Belief): string | undefined =>
  typeof belief.low === 'number' && typeof belief.high === 'number' && belief.low !== belief.high
    ? `${belief.low}${dash}${belief.high}`
    : undefined

/** A belief in plain words: `3 (1–3, disputed)`, `sporadic`, `alleged: terrorist attack`; a fact's best comes first. */
export const beliefWords = (belief: Belief): string => {
  if (belief.best === null) return allegedWords(belief)
  const marks = [rangeWords(belief), belief.disputed ? disputeWords(belief) : undefined].filter(
    (mark) => mark !== undefined,
  )
  const best = valueWords(belief.best)
  return marks.length === 0 ? best : `${best} (${marks.join(', ')})`
}

/** How a fact stands with readers who want one glance. */
export const allegedWords = (belief: Belief): string => {
  if (belief.values.length === 0) return 'nothing held'
  return `alleged${belief.disputed ? `, ${belief.values.length} versions` : ''}: ${belief.values.map(valueWords).join(' | ')}`
}

// A count's range already says what the others say; other facts name their rivals.
const disputeWords = (belief: Belief): string => {
  if (rangeWords(belief) !== undefined) return 'disputed'
  const best = valueWords(belief.best)
  const rivals = belief.values.map(valueWords).filter((value) => value !== best)
  return `disputed: ${rivals.join(' | ')}`
}
