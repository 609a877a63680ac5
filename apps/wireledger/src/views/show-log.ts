import type { Belief } from '#incident'
import type { RevisionItem } from '../doors/answers.js'
import { revisionPages } from '../doors/desk.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { deskOf, findSystem } from '../system/find-system.js'
import { logLines, type LoggedRevision } from './log-lines.js'

type Options = { readonly oneline?: true; readonly reverse?: true; readonly limit?: number; readonly json?: true }

/** `wireledger log`: revisions, newest first, each with what it changed. */
export const showLog = async (incident: string, options: Options): Promise<void> => {
  const desk = deskOf(findSystem())
  const logged = withBefore(await allRevisions(desk, incident))
  const newestFirst = logged.reverse().slice(0, options.limit)
  const shown = options.reverse ? newestFirst.reverse() : newestFirst
  if (options.json) return printJson({ items: shown.map((entry) => entry.item) })
  for (const line of shown.flatMap((entry) => logLines(entry, outputWidth(), options.oneline ?? false))) print(line)
}

const allRevisions = async (desk: string, incident: string): Promise<RevisionItem[]> => {
  const items: RevisionItem[] = []
  for await (const page of revisionPages(desk, incident, { limit: 200 })) items.push(...page)
  return items.sort((left, right) => left.revision - right.revision)
}

// A revision says what is held from now on; what was held before is what the last one before it said.
const withBefore = (items: readonly RevisionItem[]): LoggedRevision[] => {
  const held: { [fact: string]: Belief | null } = {}
  return items.map((item) => {
    const facts = Object.keys(item.changes.beliefs)
    const before = Object.fromEntries(facts.map((fact) => [fact, held[fact] ?? null]))
    Object.assign(held, item.changes.beliefs)
    return { item, before }
  })
}
