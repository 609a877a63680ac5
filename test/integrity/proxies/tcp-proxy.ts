import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** One connection through a proxy. */
export type Link = {
  readonly toServer: (bytes: Buffer) => void
  readonly toClient: (bytes: Buffer) => void
  readonly cut: () => void
}

/** What a protocol makes of the bytes of one connection. */
export type Wiring = { readonly fromClient: (data: Buffer) => void; readonly fromServer: (data: Buffer) => void }

/** A TCP proxy that can do to a connection what networks do. */
export type TcpProxy = {
  readonly port: number
  /** Connections of now stay open and carry nothing any more; new ones work. */
  readonly halfOpen: () => void
  /** Nothing passes, old or new, until `thaw`. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Every byte of an answer comes this much later; 0 for none. */
  readonly delay: (ms: number) => void
  readonly cutAll: () => void
  readonly close: () => Promise<void>
}

type Pair = { readonly client: Socket; readonly upstream: Socket; dead: boolean; readonly late: Late[] }
type Late = { readonly at: number; readonly bytes: Buffer }

/** Starts a proxy on a free port of the loopback; `wire` is called for each connection. */
export const startTcpProxy = async (target: number, wire: (link: Link) => Wiring): Promise<TcpProxy> => {
  const pairs = new Set<Pair>()
  let frozen = false
  let delayMs = 0

  const send = ({ client, dead }: Pair, bytes: Buffer): void => {
    if (!dead && client.writable) client.write(bytes)
  }
  // One queue, so that what is sent after a delay was lifted does not overtake what still waits.
  const drain = (pair: Pair): void => {
    for (let first = pair.late[0]; first !== undefined; first = pair.late[0]) {
      const wait = first.at - Date.now()
      if (wait > 0) {
        setTimeout(() => drain(pair), wait)
        return
      }
      pair.late.shift()
      send(pair, first.bytes)
    }
  }
  const answer = (pair: Pair, bytes: Buffer): void => {
    if (delayMs === 0 && pair.late.length === 0) return send(pair, bytes)
    pair.late.push({ at: Date.now() + delayMs, bytes })
    if (pair.late.length === 1) drain(pair)
  }

  const serve = (client: Socket): void => {
    const upstream = connect({ host: '127.0.0.1', port: target, noDelay: true })
    const pair: Pair = { client, upstream, dead: false, late: [] }
    pairs.add(pair)
    const cut = (): void => {
      client.destroy()
      upstream.destroy()
    }
    const wiring = wire({
      toServer: (bytes) => {
        if (!pair.dead && upstream.writable) upstream.write(bytes)
      },
      toClient: (bytes) => answer(pair, bytes),
      cut,
    })
    for (const socket of [client, upstream]) {
      if (frozen) socket.pause()
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(pair)
        // A half-open connection is one whose end the other side never hears of.
        if (!pair.dead || socket === client) cut()
      })
    }
    client.on('data', (data) => {
      if (!pair.dead) wiring.fromClient(data)
    })
    upstream.on('data', (data) => {
      if (!pair.dead) wiring.fromServer(data)
    })
  }

  const server = await new Promise<Server>((resolve, reject) => {
    const made = createServer({ noDelay: true }, serve)
    made.once('error', reject)
    made.listen(0, '127.0.0.1', () => resolve(made))
  })
  const each = (act: (socket: Socket) => void): void => {
    for (const { client, upstream } of pairs) for (const socket of [client, upstream]) act(socket)
  }
  return {
    port: (server.address() as AddressInfo).port,
    halfOpen: () => {
      for (const pair of pairs) pair.dead = true
    },
    freeze: () => {
      frozen = true
      each((socket) => socket.pause())
    },
    thaw: () => {
      frozen = false
      each((socket) => socket.resume())
    },
    delay: (ms) => {
      delayMs = ms
    },
    cutAll: () => each((socket) => socket.destroy()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        each((socket) => socket.destroy())
      }),
  }
}
