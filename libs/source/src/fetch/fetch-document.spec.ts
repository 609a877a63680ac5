import { gzipSync } from 'node:zlib'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it, test } from '@jest/globals'
import { addressGuard } from '../address/address-guard.js'
import { systemResolve, type Resolve } from '../address/guarded-lookup.js'
import { hostList } from '../address/host-list.js'
import { conditional, startFeedServer, type FeedServer } from '../testing/feed-server.js'
import { fetchDocument, type Validators } from './fetch-document.js'

const servers: FeedServer[] = []
const serve = async (answer: RequestListener, host?: string): Promise<FeedServer> => {
  const server = await startFeedServer(answer, host)
  servers.push(server)
  return server
}
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

type Options = {
  readonly hosts?: readonly string[]
  readonly allow?: readonly string[]
  readonly known?: Validators
  readonly resolve?: Resolve
  readonly timeoutMs?: number
  readonly headers?: Record<string, string>
}
const get = (address: string, options: Options = {}) => {
  const {
    hosts = [],
    allow = ['127.0.0.1/32'],
    known = null,
    resolve = systemResolve,
    timeoutMs = 5_000,
    headers = {},
  } = options
  return fetchDocument(hostList(address, hosts)(address), known, {
    ...{ hosts: hostList(address, hosts), headers, home: new URL(address), timeoutMs, maxBytes: 1_000 },
    door: { guard: addressGuard(allow), resolve },
    signal: new AbortController().signal,
  })
}
const refusal = (code: string) => expect.objectContaining({ code })

describe('a document is fetched', () => {
  it('with what the server needs to say that it is unchanged', async () => {
    const server = await serve(conditional('<rss/>', '"v1"'))
    const first = await get(`${server.origin}/feed?key=1`)
    if (first.outcome !== 'document') throw new Error('no document')
    expect([first.bytes.toString(), first.contentType, first.validators.etag]).toEqual([
      '<rss/>',
      'application/rss+xml',
      '"v1"',
    ])
    expect(await get(`${server.origin}/feed`, { known: first.validators })).toEqual({ outcome: 'unchanged' })
    expect(server.asked.map(({ path }) => path)).toEqual(['/feed?key=1', '/feed'])
  })

  it('unpacked, whether it was asked for packed or not', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'))
    })
    expect(await get(server.origin)).toMatchObject({ bytes: Buffer.from('hello') })
  })

  it('over redirects within the listed hosts, and its key goes to no other host', async () => {
    const other = await serve((_, response) => void response.end('there'))
    const server = await serve((request, response) => {
      const location = request.url === '/a' ? '/b' : `${other.origin}/c`
      response.writeHead(302, { location }).end()
    })
    const found = await get(`${server.origin}/a`, {
      hosts: [`127.0.0.1:${other.port}`],
      headers: { 'x-api-key': 'secret' },
    })
    expect(found).toMatchObject({ bytes: Buffer.from('there') })
    expect(server.asked.map(({ headers }) => headers['x-api-key'])).toEqual(['secret', 'secret'])
    expect(other.asked.map(({ headers }) => headers['x-api-key'])).toEqual([undefined])
  })
})

describe('a document is refused', () => {
  test.each([
    ['a redirect to another host', 'http://169.254.169.254/latest/meta-data/'],
    ['a redirect to another port', 'http://127.0.0.1:1/'],
    ['a redirect to a file', 'file:///etc/passwd'],
    ['a redirect without sense', 'http://'],
  ])('%s', async (_, location) => {
    const server = await serve((_request, response) => void response.writeHead(302, { location }).end())
    await expect(get(server.origin)).rejects.toThrow(refusal('SOURCE_REDIRECT_REFUSED'))
  })

  it('after too many redirects', async () => {
    const server = await serve((_, response) => void response.writeHead(302, { location: '/' }).end())
    await expect(get(server.origin)).rejects.toThrow(refusal('SOURCE_REDIRECT_REFUSED'))
    expect(server.asked).toHaveLength(4)
  })

  test.each(['127.1', '0x7f000001', '2130706433', '0177.0.0.1', '[::ffff:127.0.0.1]', '[::1]', '0.0.0.0', 'localhost'])(
    'at %s, although the host is listed',
    async (host) => {
      const canary = await serve(
        (_, response) => void response.end('secret'),
        host.startsWith('[::1') ? '::1' : '0.0.0.0',
      )
      await expect(get(`http://${host}:${canary.port}/`, { allow: [] })).rejects.toThrow(
        refusal('SOURCE_ADDRESS_REFUSED'),
      )
      expect(canary.asked).toEqual([])
    },
  )

  it('behind a redirect to a listed host at a closed address', async () => {
    const canary = await serve((_, response) => void response.end('secret'), '127.0.0.2')
    const server = await serve((_, response) => void response.writeHead(302, { location: canary.origin }).end())
    const hosts = [`127.0.0.2:${canary.port}`]
    await expect(get(server.origin, { hosts })).rejects.toThrow(refusal('SOURCE_ADDRESS_REFUSED'))
    expect(canary.asked).toEqual([])
  })

  it('at a name that is open when it is looked at and closed when it is connected to', async () => {
    const canary = await serve((_, response) => void response.end('secret'))
    const answers = ['127.0.0.3', '127.0.0.1']
    const asked: string[] = []
    const flips: Resolve = (host) => {
      asked.push(host)
      return Promise.resolve([{ address: answers[Math.min(asked.length, 2) - 1] ?? '', family: 4 }])
    }
    const address = `http://rebinding.example:${canary.port}/`
    // The one answer that is checked is the one that is connected to, and nothing is there.
    await expect(get(address, { allow: ['127.0.0.3/32'], resolve: flips })).rejects.toThrow(
      refusal('SOURCE_UNREACHABLE'),
    )
    expect(asked).toHaveLength(1)
    await expect(get(address, { allow: ['127.0.0.3/32'], resolve: flips })).rejects.toThrow(
      refusal('SOURCE_ADDRESS_REFUSED'),
    )
    expect(canary.asked).toEqual([])
  })

  test.each<[string, RequestListener]>([
    ['that announces too much', (_, response) => void response.writeHead(200, { 'content-length': 2_000 }).end()],
    ['that goes on too long', (_, response) => void response.end('x'.repeat(1_001))],
    [
      'that is small only while it is packed',
      (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(1_000_000))),
    ],
  ])('%s', async (_, answer) => {
    const server = await serve(answer)
    await expect(get(server.origin)).rejects.toThrow(refusal('SOURCE_TOO_LARGE'))
  })

  test.each<[string, RequestListener]>([
    ['that never begins', () => undefined],
    ['that never ends', (_, response) => void response.write('x')],
    [
      'that comes drop by drop',
      (_, response) => {
        const timer = setInterval(() => response.write('x'), 50)
        response.on('close', () => clearInterval(timer))
      },
    ],
  ])('%s', async (_, answer) => {
    const server = await serve(answer)
    await expect(get(server.origin, { timeoutMs: 400 })).rejects.toThrow(refusal('SOURCE_TIMEOUT'))
  })

  it('that ends before the length it announced', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('half')
      setTimeout(() => response.destroy(), 20)
    })
    await expect(get(server.origin)).rejects.toThrow(refusal('SOURCE_UNREACHABLE'))
  })

  it('with another status, and how long the server wants to be left alone', async () => {
    const server = await serve((_, response) => void response.writeHead(503, { 'retry-after': '7' }).end('<html/>'))
    await expect(get(server.origin)).rejects.toMatchObject({ code: 'SOURCE_STATUS', status: 503, retryAfterMs: 7_000 })
  })

  it('and no message names the query, which may hold a key', async () => {
    const server = await serve((_, response) => void response.writeHead(500).end())
    const error: unknown = await get(`${server.origin}/feed?apikey=secret`).catch((reason: unknown) => reason)
    expect(String(error)).toContain('/feed answered 500')
    expect(String(error)).not.toContain('secret')
  })
})
