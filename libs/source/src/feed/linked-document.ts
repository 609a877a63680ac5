import { tellUrl } from '../address/host-list.js'
import { fetchDocument, type Wish } from '../fetch/fetch-document.js'
import type { SourceItem } from '../run/source-item.js'
import { SourceError } from '../source-error.js'
import { entryLink } from './entry-link.js'
import { recordType } from './feed-type.js'
import type { Entry } from './page.js'

/** Attempts at one document before it is put aside. */
const mostAttempts = 10
const firstPauseMs = 1_000
const longestPauseMs = 600_000

type Trial = { readonly attempts: number; readonly notBefore: number }

/**
 * Fetches what entries of an index link to. One that fails waits longer each time and does not hold up the others; undefined while it
 * waits. A last failure is SOURCE_RECORD_REFUSED.
 */
export const openLinks = (wish: Wish) => {
  const trials = new Map<string, Trial>()
  return async (entry: Entry, base: URL): Promise<SourceItem | undefined> => {
    const trial = trials.get(entry.digest)
    if (trial !== undefined && Date.now() < trial.notBefore) return undefined
    try {
      const item = await fetchLinked(entry, base, wish)
      trials.delete(entry.digest)
      return item
    } catch (error) {
      const attempts = (trial?.attempts ?? 0) + 1
      if (attempts >= mostAttempts) {
        trials.delete(entry.digest)
        throw new SourceError(
          'SOURCE_RECORD_REFUSED',
          `given up after ${attempts} attempts: ${(error as Error).message}`,
        )
      }
      trials.set(entry.digest, {
        attempts,
        notBefore: Date.now() + Math.min(firstPauseMs * 2 ** attempts, longestPauseMs),
      })
      throw error
    }
  }
}

const fetchLinked = async (entry: Entry, base: URL, wish: Wish): Promise<SourceItem> => {
  const link = entryLink(entry.own)
  if (link === null) throw new SourceError('SOURCE_RECORD_REFUSED', 'an entry of the index links to nothing')
  const url = wish.hosts(link, base)
  const fetched = await fetchDocument(url, null, wish)
  if (fetched.outcome === 'unchanged' || fetched.bytes.length === 0) {
    throw new SourceError('SOURCE_EMPTY', `${tellUrl(url)} is empty`)
  }
  return { bytes: fetched.bytes, contentType: recordType('xml', fetched.contentType), label: tellUrl(url) }
}
