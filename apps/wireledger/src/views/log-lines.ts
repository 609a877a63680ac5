import type { Belief } from '#incident'
import type { RevisionItem } from '../doors/answers.js'
import { cut, plain } from '../output/cut.js'
import { bold, dim } from '../output/style.js'
import { timeWords } from '../output/time.js'
import { factChange } from '../words/change-words.js'

export type LoggedRevision = {
  readonly item: RevisionItem
  /** What was held before of each fact that the revision touched. */
  readonly before: { readonly [fact: string]: Belief | null }
}

/** One revision as lines for people: its head and a line a changed fact, or all of it on one line. */
export const logLines = ({ item, before }: LoggedRevision, width: number, oneline: boolean): string[] => {
  const changes = Object.entries(item.changes.beliefs).flatMap(([fact, after]) => {
    const change = factChange(fact, before[fact] ?? null, after)
    return change === undefined ? [] : [change.words]
  })
  const cause = plain(item.updateId ?? item.eventType)
  if (oneline) {
    const head = `${item.revision}`.padStart(4)
    const rest = `${timeWords(item.saidAt)}  ${cause}  ${changes.join('; ') || 'no belief changed'}`
    return [`${bold(head)}  ${cut(rest, width - head.length - 2)}`]
  }
  return [
    `${bold(`revision ${item.revision}`)}  ${cut(cause, width - 20)}`,
    dim(cut(`said ${timeWords(item.saidAt)}, recorded ${timeWords(item.recordedAt)} at ${item.position}`, width)),
    dim(cut(`hash ${item.hash}`, width)),
    ...titleLine(item.changes.title, width),
    ...(changes.length === 0 ? ['no belief changed'] : changes).map((words) => `    ${cut(words, width - 4)}`),
    '',
  ]
}

const titleLine = (title: string | undefined, width: number): string[] =>
  title === undefined ? [] : [`    ${cut(`title: ${plain(title)}`, width - 4)}`]
