import { createServer, connect, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A TCP proxy before one Kafka broker that can do to a client what networks do. */
export type KafkaProxy = {
  readonly brokers: string[]
  /** The next `times` produce requests reach the broker; their replies do not come back, the connection breaks instead. */
  readonly loseProduceReplies: (times: number) => void
  /** How many replies were lost so far. */
  readonly lost: () => number
  /** Nothing passes any more, connections stay open, as with a stopped broker. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Breaks every connection and refuses new ones. */
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
  readonly close: () => Promise<void>
}

const produceKey = 0

/** Starts a proxy on a free port of the loopback. Addresses in the broker's answers are rewritten to the proxy's. */
export const startKafkaProxy = async (broker: string): Promise<KafkaProxy> => {
  const brokerPort = Number(broker.split(':')[1])
  const pairs = new Set<Socket>()
  let server: Server | undefined
  let port = 0
  let toLose = 0
  let lost = 0
  let frozen = false

  const serve = (client: Socket): void => {
    const upstream = connect({ host: '127.0.0.1', port: brokerPort, noDelay: true })
    const doomed = new Set<number>()
    for (const socket of [client, upstream]) {
      pairs.add(socket)
      if (frozen) socket.pause()
      socket.on('error', () => undefined)
      socket.on('close', () => {
        pairs.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on(
      'data',
      framed((frame) => {
        if (frame.readInt16BE(4) === produceKey && toLose > 0) {
          toLose--
          doomed.add(frame.readInt32BE(8))
        }
        upstream.write(frame)
      }),
    )
    upstream.on(
      'data',
      framed((frame) => {
        if (doomed.delete(frame.readInt32BE(4))) {
          lost++
          client.destroy()
        } else {
          client.write(readdress(frame, brokerPort, port))
        }
      }),
    )
  }

  const up = (): Promise<void> =>
    new Promise((resolve) => {
      server = createServer({ noDelay: true }, serve).listen(port, '127.0.0.1', () => {
        port = (server?.address() as AddressInfo).port
        resolve()
      })
    })
  const down = (): Promise<void> =>
    new Promise((resolve) => {
      server?.close(() => resolve())
      for (const socket of pairs) socket.destroy()
    })
  await up()
  return {
    brokers: [`127.0.0.1:${port}`],
    loseProduceReplies: (times) => {
      toLose = times
    },
    lost: () => lost,
    freeze: () => {
      frozen = true
      for (const socket of pairs) socket.pause()
    },
    thaw: () => {
      frozen = false
      for (const socket of pairs) socket.resume()
    },
    up,
    down,
    close: down,
  }
}

const framed = (onFrame: (frame: Buffer) => void): ((data: Buffer) => void) => {
  let buffered: Buffer = Buffer.alloc(0)
  return (data) => {
    buffered = buffered.length === 0 ? data : Buffer.concat([buffered, data])
    while (buffered.length >= 4 && buffered.length >= 4 + buffered.readInt32BE(0)) {
      const end = 4 + buffered.readInt32BE(0)
      onFrame(Buffer.from(buffered.subarray(0, end)))
      buffered = buffered.subarray(end)
    }
  }
}

const host = Buffer.from('\u0000\u0009127.0.0.1', 'latin1')

const readdress = (frame: Buffer, from: number, to: number): Buffer => {
  for (let at = frame.indexOf(host); at >= 0; at = frame.indexOf(host, at + 1)) {
    const place = at + host.length
    if (place + 4 <= frame.length && frame.readInt32BE(place) === from) frame.writeInt32BE(to, place)
  }
  return frame
}
