import { fetchView, pagesOf, revisionPages } from '../doors/desk.js'
import type { RevisionItem } from '../doors/answers.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { deskOf, findSystem } from '../system/find-system.js'
import { followStream } from './follow-stream.js'
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
  const show = showOnce(options)
  for (const item of beginningOf(start, await pastOf(desk, incident, start))) {
    if (show(item)) return ctrlC.abort()
  }
  for await (const event of live) {
    if (event.event !== 'revision') continue
    if (show(JSON.parse(event.data) as RevisionItem)) return ctrlC.abort()
  }
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

/** Prints a revision unless it, or a later one of its incident, was printed; answers true once enough are. */
const showOnce = (options: Options): ((item: RevisionItem) => boolean) => {
  const shown = new Map<string, number>()
  let left = options.count ?? Infinity
  return (item) => {
    const incident = item.incident ?? ''
    if (item.revision <= (shown.get(incident) ?? 0)) return false
    shown.set(incident, item.revision)
    if (options.json) printJson(item)
    else print(tailLine(item, outputWidth()))
    left -= 1
    return left <= 0
  }
}
