import type { RevisionItem } from '../doors/answers.js'
import { cut, plain } from '../output/cut.js'
import { bold, dim } from '../output/style.js'
import { timeWords } from '../output/time.js'
import { beliefWords } from '../words/belief-words.js'
import { factWords } from '../words/value-words.js'

/** One revision on one line: when it was said, in which incident (if told), by which update, what is held now. */
export const tailLine = (item: RevisionItem, incident: string, width: number): string => {
  const held = Object.entries(item.changes.beliefs).map(
    ([fact, belief]) => `${factWords(fact)} ${belief === null ? 'nothing held' : beliefWords(belief)}`,
  )
  const time = timeWords(item.saidAt)
  const revision = `rev ${item.revision}`
  const cause = plain(item.updateId ?? item.eventType)
  const rest = [plain(incident), cause, held.join('; ')].filter((part) => part !== '').join('  ')
  return `${dim(time)}  ${bold(revision)}  ${cut(rest, Math.max(20, width - time.length - revision.length - 4))}`
}
