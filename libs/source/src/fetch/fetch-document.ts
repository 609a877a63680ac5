import type { IncomingMessage } from 'node:http'
import { tellUrl, type HostList } from '../address/host-list.js'
import { SourceError } from '../source-error.js'
import { readBody } from './read-body.js'
import { retryAfterMs } from './retry-after.js'
import { sendRequest, type Door } from './send-request.js'

/** What a server said a document can be recognised by. */
export type Validators = { readonly etag: string | null; readonly lastModified: string | null }

export type Wish = {
  readonly hosts: HostList
  readonly door: Door
  /** Sent to the host of `home` alone. */
  readonly headers: { readonly [name: string]: string }
  readonly home: URL
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal
}

export type Fetched =
  | { readonly outcome: 'unchanged' }
  | {
      readonly outcome: 'document'
      readonly bytes: Buffer
      readonly contentType: string | null
      readonly validators: Validators
      /** Where it came from after redirects; what it links to is relative to it. */
      readonly url: URL
    }

const maxRedirects = 3
const accept = 'application/atom+xml, application/rss+xml, application/cap+xml, application/json, application/xml;q=0.9, */*;q=0.5' // prettier-ignore

/**
 * Fetches a document, conditionally where it is known already. Redirects are followed to listed hosts only, each to a
 * checked address. Every failure is a {@link SourceError}.
 */
export const fetchDocument = async (url: URL, known: Validators | null, wish: Wish): Promise<Fetched> => {
  const tooLate = AbortSignal.timeout(wish.timeoutMs)
  const signal = AbortSignal.any([wish.signal, tooLate])
  try {
    return await follow(url, known, { ...wish, signal })
  } catch (error) {
    if (tooLate.aborted) throw new SourceError('SOURCE_TIMEOUT', `${tellUrl(url)} took more than ${wish.timeoutMs} ms`)
    if (error instanceof SourceError) throw error
    throw new SourceError('SOURCE_UNREACHABLE', `${tellUrl(url)}: ${reasonOf(error)}`, { cause: error })
  }
}

const follow = async (start: URL, known: Validators | null, wish: Wish): Promise<Fetched> => {
  let url = start
  for (let hops = 0; hops <= maxRedirects; hops++) {
    const response = await sendRequest(url, headersFor(url, known, wish), wish.door, wish.signal)
    const location = isRedirect(response.statusCode) ? response.headers.location : undefined
    if (location === undefined) return answerOf(response, url, wish)
    response.destroy()
    url = redirected(location, url, wish.hosts)
  }
  throw new SourceError('SOURCE_REDIRECT_REFUSED', `${tellUrl(start)} redirects more than ${maxRedirects} times`)
}

const redirected = (location: string, from: URL, hosts: HostList): URL => {
  try {
    return hosts(location, from)
  } catch (error) {
    throw new SourceError('SOURCE_REDIRECT_REFUSED', `${tellUrl(from)} redirects: ${(error as Error).message}`)
  }
}

const answerOf = async (response: IncomingMessage, url: URL, wish: Wish): Promise<Fetched> => {
  const status = response.statusCode ?? 0
  if (status === 304 || status === 204) {
    response.destroy()
    return { outcome: 'unchanged' }
  }
  if (status !== 200) {
    response.destroy()
    const pause = retryAfterMs(response.headers['retry-after'], Date.now())
    throw new SourceError('SOURCE_STATUS', `${tellUrl(url)} answered ${status}`, {
      status,
      ...(pause === undefined ? {} : { retryAfterMs: pause }),
    })
  }
  const bytes = await readBody(response, wish.maxBytes)
  const { etag = null, 'last-modified': lastModified = null, 'content-type': contentType = null } = response.headers
  return { outcome: 'document', bytes, contentType, validators: { etag, lastModified }, url }
}

const headersFor = (url: URL, known: Validators | null, { headers, home }: Wish) => ({
  'user-agent': 'wireledger',
  accept,
  'accept-encoding': 'identity',
  ...(url.origin === home.origin ? headers : {}),
  ...(known?.etag == null ? {} : { 'if-none-match': known.etag }),
  ...(known?.lastModified == null ? {} : { 'if-modified-since': known.lastModified }),
})

const isRedirect = (status: number | undefined): boolean =>
  status !== undefined && [301, 302, 303, 307, 308].includes(status)

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string }
  return code ?? message ?? 'unknown'
}
