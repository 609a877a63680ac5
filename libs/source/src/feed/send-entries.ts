import { tellUrl } from '../address/host-list.js'
import type { Fetched, Wish } from '../fetch/fetch-document.js'
import type { SourceMemory } from '../memory/source-memory.js'
import { memoryUnavailable } from '../memory/memory-unavailable.js'
import { publishEach } from '../run/publish-each.js'
import type { SourceItem } from '../run/source-item.js'
import { asSourceError, isFinal } from '../source-error.js'
import type { FeedParts } from './feed-parts.js'
import { recordType } from './feed-type.js'
import { openLinks } from './linked-document.js'
import type { Entry } from './page.js'
import { shapeOf } from './take-apart.js'

type Document = Extract<Fetched, { outcome: 'document' }>
type Noted = { readonly digest: string; readonly reason: string | null }
/** `unsettled`: entries whose document could not be fetched yet. */
export type Sent = { readonly fresh: number; readonly unsettled: number }

const batchEntries = 100
const batchBytes = 2_000_000

/** Brings the entries that are not known into the log, batch by batch, and notes each batch once Kafka has it. */
export const sendEntries = (parts: FeedParts, wish: Wish) => {
  const { settings, publish, reporter, maxItemBytes } = parts
  const follow = openLinks(wish)

  /** The item an entry becomes, why it is put aside, or undefined where it has to wait. */
  const itemOf = async (entry: Entry, document: Document): Promise<SourceItem | string | undefined> => {
    const item = settings.kind === 'cap-index' ? await linked(entry, document) : cut(entry, document)
    if (typeof item !== 'object' || item.bytes.length <= maxItemBytes) return item
    return `has ${item.bytes.length} bytes; one item may have ${maxItemBytes}`
  }
  const cut = (entry: Entry, { contentType, url }: Document): SourceItem => ({
    bytes: entry.bytes(),
    contentType: recordType(shapeOf(settings.kind), contentType),
    label: tellUrl(url),
  })
  const linked = async (entry: Entry, { url }: Document): Promise<SourceItem | string | undefined> => {
    try {
      return await follow(entry, url)
    } catch (error) {
      if (parts.signal.aborted) throw error
      const failure = asSourceError(error)
      if (isFinal(failure)) return failure.message
      reporter.stumbled(failure)
      return undefined
    }
  }

  const settle = async (
    batch: readonly { entry: Entry; item: SourceItem | string }[],
    memory: SourceMemory,
  ): Promise<number> => {
    const items = batch.flatMap(({ item }) => (typeof item === 'string' ? [] : [item]))
    const outcomes = [...(await publishEach(items, publish))]
    const noted = batch.map(({ entry, item }): Noted & { label: string } =>
      typeof item === 'string'
        ? { digest: entry.digest, reason: item, label: settings.name }
        : { digest: entry.digest, reason: outcomes.shift() ?? null, label: item.label },
    )
    memory.note(noted, Date.now())
    for (const { label, reason } of noted) if (reason !== null) reporter.putAside(label, reason)
    const sent = noted.filter(({ reason }) => reason === null).length
    reporter.sent(sent)
    // Unsaved, it is sent again after a crash and dropped by filing; the next round saves it.
    await memory.save().catch((error: unknown) => reporter.stumbled(memoryUnavailable(error)))
    return sent
  }

  return async (entries: readonly Entry[], document: Document, memory: SourceMemory): Promise<Sent> => {
    const fresh = new Map(entries.filter(({ digest }) => !memory.knows(digest)).map((entry) => [entry.digest, entry]))
    let batch: { entry: Entry; item: SourceItem | string }[] = []
    let bytes = 0
    let unsettled = 0
    for (const entry of fresh.values()) {
      const item = await itemOf(entry, document)
      if (item === undefined) {
        unsettled++
        continue
      }
      batch.push({ entry, item })
      bytes += typeof item === 'string' ? 0 : item.bytes.length
      if (batch.length < batchEntries && bytes < batchBytes) continue
      await settle(batch, memory)
      batch = []
      bytes = 0
    }
    if (batch.length > 0) await settle(batch, memory)
    return { fresh: fresh.size, unsettled }
  }
}
