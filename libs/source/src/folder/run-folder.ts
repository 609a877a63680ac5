import { pause } from '../run/pause.js'
import { publishEach } from '../run/publish-each.js'
import type { Reporter } from '../run/reporter.js'
import type { Publish, SourceItem } from '../run/source-item.js'
import type { SourceStatus } from '../run/source-status.js'
import { waitAfter } from '../run/wait.js'
import type { FolderSettings } from '../settings/source-settings.js'
import { asSourceError, SourceError } from '../source-error.js'
import { watchLateWriters } from './late-writers.js'
import { isSame, listFiles, look, type Seen } from './listing.js'
import { doneFolder, putAway, quarantineFolder } from './put-away.js'
import { readSettled, typeOfName } from './read-file.js'
import { openSettling } from './settling.js'

export type FolderParts = {
  readonly settings: FolderSettings
  readonly publish: Publish
  readonly status: SourceStatus
  readonly reporter: Reporter
  /** Most bytes of one record. */
  readonly maxItemBytes: number
  readonly signal: AbortSignal
}

/** How often the folder is looked at: polling works on every file system, and while the folder is missing. */
const lookMs = 150
const batchFiles = 100
const batchBytes = 2_000_000

type Ready = { readonly seen: Seen; readonly item: SourceItem }
type Outcome = { readonly seen: Seen; readonly aside: { readonly code: string; readonly reason: string } | null }

/**
 * Watches a folder until the signal ends it: a file that has settled becomes one record, and is moved away once Kafka has it. Killed
 * between the two it is sent again, and filing drops the repeat. Never rejects.
 */
export const runFolder = async ({
  settings,
  publish,
  status,
  reporter,
  maxItemBytes,
  signal,
}: FolderParts): Promise<void> => {
  const { folder } = settings
  const settling = openSettling(settings.settleSeconds * 1000)
  const lateWriters = watchLateWriters(folder)
  /** What is decided but could not be moved yet: it must not be sent again meanwhile. */
  const decided = new Map<string, Outcome>()

  const toRead = async (seen: Seen): Promise<Ready | Outcome | null> => {
    const aside = (code: string, reason: string): Outcome => ({ seen, aside: { code, reason } })
    if (seen.size === 0) return aside('SOURCE_EMPTY', 'the file is empty')
    if (seen.size > maxItemBytes)
      return aside('SOURCE_TOO_LARGE', `${seen.size} bytes; one item may have ${maxItemBytes}`)
    try {
      const bytes = await readSettled(folder, seen)
      if (bytes !== null) return { seen, item: { bytes, contentType: typeOfName(seen.name), label: seen.name } }
      settling.forget(seen.name)
      return null
    } catch (error) {
      const { code, message } = asSourceError(error)
      return aside(code, message)
    }
  }

  const moveAway = async ({ seen, aside }: Outcome): Promise<void> => {
    const now = await look(folder, seen.name)
    if (now === null || !isSame(now, seen)) {
      // Written on after all: it comes again, as it then is.
      return
    }
    if (aside === null) {
      lateWriters.watch(seen, await putAway(folder, seen.name, doneFolder), Date.now())
      return
    }
    const reason = { source: settings.name, ...aside, at: new Date().toISOString() }
    await putAway(folder, seen.name, quarantineFolder, reason)
    reporter.putAside(seen.name, aside.reason)
  }

  /** Moves what can be moved; one that cannot does not hold up the others, and is tried again. */
  const moveDecided = async (): Promise<SourceError | null> => {
    let failure: SourceError | null = null
    for (const [name, outcome] of decided) {
      try {
        await moveAway(outcome)
        decided.delete(name)
        settling.forget(name)
      } catch (error) {
        const what = outcome.aside === null ? 'was sent and' : 'is no good and'
        failure ??= new SourceError('SOURCE_FOLDER', `${name} ${what} cannot be moved: ${(error as Error).message}`)
      }
    }
    return failure
  }

  const send = async (batch: readonly Ready[]): Promise<void> => {
    const outcomes = await publishEach(
      batch.map(({ item }) => item),
      publish,
    )
    batch.forEach(({ seen }, at) => {
      const reason = outcomes[at] ?? null
      decided.set(seen.name, { seen, aside: reason === null ? null : { code: 'SOURCE_RECORD_REFUSED', reason } })
    })
    reporter.sent(outcomes.filter((reason) => reason === null).length)
  }

  const round = async (): Promise<void> => {
    for (const name of await lateWriters.takeBack(Date.now())) {
      reporter.stumbled(new SourceError('SOURCE_FOLDER', `${name} was written on after it was sent, and is sent again`))
    }
    const files = await listFiles(folder)
    let batch: Ready[] = []
    let bytes = 0
    for (const seen of settling.settled(files, Date.now())) {
      if (decided.has(seen.name)) continue
      const ready = await toRead(seen)
      if (ready === null) continue
      if (!('item' in ready)) {
        decided.set(seen.name, ready)
        continue
      }
      batch.push(ready)
      bytes += ready.item.bytes.length
      if (batch.length < batchFiles && bytes < batchBytes) continue
      await send(batch)
      await moveDecided()
      batch = []
      bytes = 0
      if (signal.aborted) return
    }
    await send(batch)
    const unmoved = await moveDecided()
    if (unmoved !== null) throw unmoved
  }

  while (!signal.aborted) {
    let wait = lookMs
    try {
      await round()
      reporter.succeeded()
    } catch (error) {
      const failure = reporter.failed(error)
      wait = Math.min(waitAfter(status.failures, lookMs, failure, Math.random()), 2_000)
    }
    status.oldestWaitingAt = settling.oldestAt()
    status.nextPollAt = Date.now() + wait
    await pause(wait, signal)
  }
  status.state = 'stopped'
}
