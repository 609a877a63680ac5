import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export type FeedServer = {
  readonly port: number
  readonly origin: string
  /** What has been asked, in order. */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  /** What answers from now on. */
  answer: RequestListener
  readonly close: () => Promise<void>
}

/** A real HTTP server on loopback. */
export const startFeedServer = async (answer: RequestListener, host = '127.0.0.1'): Promise<FeedServer> => {
  const asked: { path: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    running.answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const { port } = server.address() as AddressInfo
  const running: FeedServer = {
    ...{ port, origin: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, asked, answer },
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
  return running
}

/** Serves a document with an ETag, and 304 to whoever has it. */
export const conditional =
  (document: string | Buffer, etag: string, contentType = 'application/rss+xml'): RequestListener =>
  (request, response) => {
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end()
    response.writeHead(200, { etag, 'content-type': contentType }).end(document)
  }

/** A feed of items of these guids, in the order given. */
export const rssOf = (...items: readonly string[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>${items.join('')}</channel></rss>`

export const rssItem = (guid: string, title = `Title of ${guid}`): string =>
  `<item><guid isPermaLink="false">${guid}</guid><title>${title}</title><pubDate>Wed, 25 Nov 2026 12:00:00 GMT</pubDate></item>`
