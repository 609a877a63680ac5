import { framed } from './frames.js'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js'

/** A Kafka request on its way, or the answer to it. `bytes` is the whole frame. */
export type KafkaCall = { readonly api: number; readonly request: Buffer }

/** `pass` lets it through, `drop` swallows it, `cut` breaks the connection instead. */
export type Verdict = 'pass' | 'drop' | 'cut'

export type KafkaProxy = TcpProxy & {
  /** Asked of every request; null for none. */
  onRequest: ((call: KafkaCall) => Verdict) | null
  /** Asked of every answer. */
  onAnswer: ((call: KafkaCall) => Verdict) | null
}

export const produceApi = 0

/** Whether a request names a topic. */
export const names = ({ request }: KafkaCall, topic: string): boolean => request.includes(topic, 0, 'latin1')

const lengthOf = (buffered: Buffer): number => (buffered.length < 4 ? 0 : 4 + buffered.readInt32BE(0))
const loopback = Buffer.from('\u0000\u0009127.0.0.1', 'latin1')

/** Answers name the broker's address: it becomes the proxy's, or a client would go around it. */
const readdress = (frame: Buffer, from: number, to: number): Buffer => {
  let changed: Buffer | undefined
  for (let at = frame.indexOf(loopback); at >= 0; at = frame.indexOf(loopback, at + 1)) {
    const place = at + loopback.length
    if (place + 4 > frame.length || frame.readInt32BE(place) !== from) continue
    changed ??= Buffer.from(frame)
    changed.writeInt32BE(to, place)
  }
  return changed ?? frame
}

/** A proxy before one broker that understands which request an answer belongs to. */
export const startKafkaProxy = async (brokerPort: number): Promise<KafkaProxy> => {
  const hooks: { onRequest: KafkaProxy['onRequest']; onAnswer: KafkaProxy['onAnswer'] } = {
    onRequest: null,
    onAnswer: null,
  }
  let port = 0
  const proxy = await startTcpProxy(brokerPort, ({ toServer, toClient, cut }) => {
    const calls = new Map<number, KafkaCall>()
    return {
      fromClient: framed(lengthOf, (frame) => {
        const call: KafkaCall = { api: frame.readInt16BE(4), request: frame }
        const verdict = hooks.onRequest?.(call) ?? 'pass'
        if (verdict === 'cut') return cut()
        if (verdict === 'drop') return
        // Only produce requests are asked about again, and those hold the records: nothing else is kept.
        calls.set(frame.readInt32BE(8), call.api === produceApi ? call : { api: call.api, request: Buffer.alloc(0) })
        toServer(frame)
      }),
      fromServer: framed(lengthOf, (frame) => {
        const id = frame.readInt32BE(4)
        const call = calls.get(id)
        calls.delete(id)
        const verdict = call === undefined ? 'pass' : (hooks.onAnswer?.(call) ?? 'pass')
        if (verdict === 'cut') return cut()
        if (verdict === 'pass') toClient(readdress(frame, brokerPort, port))
      }),
    }
  })
  port = proxy.port
  return Object.assign(hooks, proxy)
}
