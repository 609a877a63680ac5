import { fetchView, pagesOf, revisionPages } from '../doors/desk.js'
import type { RevisionItem } from '../doors/answers.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { deskOf, findSystem } from '../system/find-system.js'
import { followStream } from './follow-stream.js'
import { incidentNames } from './incident-names.js'
import { tailLine } from './tail-line.js'
import { beginningOf, parseTailStart, type TailStart } from './tail-start.js'

type Options = { readonly from: string; readonly count?: number; readonly json?: true }

/** `wireledger tail`: revisions from a place in the past, then each new one as it is projected, until Ctrl-C. */
export const tailRevisions = async (name: string | undefined, options: Options): Promise<void> => {
  const start = parseTailStart(options.from)
  const desk = deskOf(findSystem())
  const ctrlC = new AbortController()
  process.once('SIGINT', () => ctrlC.abort())
  process.once('SIGTERM', () => ctrlC.abort())
  const incident = name === undefined ? undefined : (await fetchView(desk, name)).id
  const path = incident === undefined ? '/v1/stream' : `/v1/incidents/${encodeURIComponent(incident)}/stream`
  // Connected before the past is read: what comes in between is in both, and shown once.
  const live = await followStream(desk, path, ctrlC.signal)
  const isNew = notYetShown()
  const nameOf = incidentNames(desk)
  let left = options.count ?? Infinity
  for await (const item of revisions(beginningOf(start, await pastOf(desk, incident, start)), live)) {
    if (!isNew(item)) continue
    if (options.json) printJson(item)
    else print(tailLine(item, incident === undefined ? await nameOf(item.incident ?? '') : '', outputWidth()))
    left -= 1
    if (left <= 0) return ctrlC.abort()
  }
}

async function* revisions(
  past: readonly RevisionItem[],
  live: Awaited<ReturnType<typeof followStream>>,
): AsyncGenerator<RevisionItem> {
  yield* past
  for await (const event of live) if (event.event === 'revision') yield JSON.parse(event.data) as RevisionItem
}

const pastOf = async (desk: string, incident: string | undefined, start: TailStart): Promise<RevisionItem[]> => {
  if (start.kind === 'end') return []
  const since = start.kind === 'since' ? start.time : undefined
  const ids: string[] = incident === undefined ? [] : [incident]
  if (incident === undefined) {
    for await (const page of pagesOf<{ id: string }>(desk, '/v1/incidents', { since })) {
      ids.push(...page.map(({ id }) => id))
    }
  }
  const items: RevisionItem[] = []
  for (const id of ids) {
    for await (const page of revisionPages(desk, id)) items.push(...page.map((item) => ({ ...item, incident: id })))
  }
  return items
}

// Revisions of one incident come in their order, so the highest one shown tells what was shown.
const notYetShown = (): ((item: RevisionItem) => boolean) => {
  const shown = new Map<string, number>()
  return ({ incident = '', revision }) => {
    if (revision <= (shown.get(incident) ?? 0)) return false
    shown.set(incident, revision)
    return true
  }
}
