import { addressGuard } from '../address/address-guard.js'
import { hostList, tellUrl } from '../address/host-list.js'
import { fetchDocument, type Fetched, type Wish } from '../fetch/fetch-document.js'
import type { SourceMemory } from '../memory/source-memory.js'
import { publishEach } from '../run/publish-each.js'
import { SourceError } from '../source-error.js'
import { digestOf } from './digest.js'
import type { FeedParts } from './feed-parts.js'
import { recordType } from './feed-type.js'
import { sendEntries } from './send-entries.js'
import { shapeOf, takeApart } from './take-apart.js'

/** What one request came to. */
export type Polled = {
  /** Items that were not known. */
  readonly fresh: number
  /** Whether there is another page to ask for now. */
  readonly more: boolean
}

/** Asks for one page and brings what is new of it into the log; the place moves on only when Kafka has all of it. */
export type PollPage = (memory: SourceMemory) => Promise<Polled>

export const openPoll = (parts: FeedParts): PollPage => {
  const { settings } = parts
  const hosts = hostList(settings.url, settings.hosts)
  const wish: Wish = {
    hosts,
    door: { guard: addressGuard(settings.allowNetworks), resolve: parts.resolve },
    headers: settings.headers as { readonly [name: string]: string },
    home: new URL(settings.url),
    timeoutMs: (settings.timeoutSeconds + (settings.kind === 'json-pages' ? settings.longPollSeconds : 0)) * 1000,
    maxBytes: settings.maxBytes,
    signal: parts.signal,
  }
  const send = sendEntries(parts, wish)
  let unreadable = false
  return async (memory) => {
    const place = memory.place()
    const url = hosts(place.url ?? settings.url)
    const fetched = await fetchDocument(url, place.known?.url === url.href ? place.known : null, wish).catch(
      (error: unknown) => {
        if (isLostPlace(error) && place.url !== null) memory.move({ url: null, known: null })
        throw error
      },
    )
    if (fetched.outcome === 'unchanged') return { fresh: 0, more: false }
    const page = takeApart(settings.kind, fetched.bytes)
    if (page === null) {
      // The first of a row is kept for whoever has to see what came instead.
      if (!unreadable) await keepUnreadable(parts, memory, fetched)
      unreadable = true
      throw new SourceError('SOURCE_FEED_UNREADABLE', `${tellUrl(fetched.url)} is no ${settings.kind}`)
    }
    unreadable = false
    const { fresh, unsettled } = await send(page.entries, fetched, memory)
    if (page.broken !== null) throw new SourceError('SOURCE_FEED_UNREADABLE', `${tellUrl(fetched.url)}: ${page.broken}`)
    const next = settings.kind === 'json-pages' && page.next !== null ? hosts(page.next, fetched.url).href : place.url
    // An entry that could not be fetched yet would be hidden by "unchanged".
    const known = unsettled > 0 ? null : { url: url.href, ...fetched.validators }
    if (unsettled === 0) memory.move({ url: next, known })
    return { fresh, more: unsettled === 0 && next !== null && next !== url.href && page.entries.length > 0 }
  }
}

/** The page to go on with is not known any more, as AP's after 72 hours: begin anew; what is known already is not sent again. */
const isLostPlace = (error: unknown): boolean =>
  error instanceof SourceError && error.status !== undefined && [400, 404, 410, 422].includes(error.status)

type Document = Extract<Fetched, { outcome: 'document' }>

const keepUnreadable = async (
  { settings, publish, reporter, maxItemBytes }: FeedParts,
  memory: SourceMemory,
  { bytes, contentType, url }: Document,
): Promise<void> => {
  const digest = digestOf(bytes)
  if (memory.knows(digest) || bytes.length === 0 || bytes.length > maxItemBytes) return
  // Declared as what it should be: an error page must not be read as a text that says something.
  const item = { bytes, contentType: recordType(shapeOf(settings.kind), contentType), label: tellUrl(url) }
  const [refused = null] = await publishEach([item], publish)
  reporter.putAside(item.label, refused ?? `is no ${settings.kind}; kept as it came`)
  memory.note([{ digest, reason: `is no ${settings.kind}` }], Date.now())
}
