import { framed } from './frames.js'
import type { Verdict } from './kafka-proxy.js'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js'

/** What a client's message does, as far as it can be told from outside. */
export type Deed = 'begin' | 'write' | 'claim' | 'commit' | 'other'

export type PostgresProxy = TcpProxy & {
  /** Asked of every message of a client that does something; null for none. */
  onDeed: ((deed: Deed) => Verdict | 'hold') | null
  /** Asked when the server has committed and nobody has heard of it yet. */
  onCommitted: (() => Verdict) | null
  /** Lets go what a verdict `hold` kept back; its connection stood still meanwhile. */
  readonly release: () => void
}

const startup = (buffered: Buffer): number => (buffered.length < 4 ? 0 : buffered.readInt32BE(0))
const typed = (buffered: Buffer): number => (buffered.length < 5 ? 0 : 1 + buffered.readInt32BE(1))

const deedOf = (sql: string): Deed => {
  if (/^\s*COMMIT\b/i.test(sql)) return 'commit'
  if (/^\s*BEGIN\b/i.test(sql)) return 'begin'
  if (/\bINSERT\s+INTO\s+\S*checkpoint\b/i.test(sql)) return 'claim'
  return /\bINSERT\s+INTO\b|^\s*COPY\b[^]*\bFROM\b/i.test(sql) ? 'write' : 'other'
}

const cString = (frame: Buffer, from: number): string => frame.toString('utf8', from, frame.indexOf(0, from))

/** Reads the SQL of a connection, prepared statements included. */
const makeReader = (): ((frame: Buffer) => Deed) => {
  const statements = new Map<string, Deed>()
  return (frame) => {
    switch (String.fromCharCode(frame[0] ?? 0)) {
      case 'Q':
        return deedOf(cString(frame, 5))
      case 'P': {
        const name = cString(frame, 5)
        statements.set(name, deedOf(cString(frame, 5 + Buffer.byteLength(name) + 1)))
        return 'other'
      }
      case 'B': {
        const portal = cString(frame, 5)
        return statements.get(cString(frame, 5 + Buffer.byteLength(portal) + 1)) ?? 'other'
      }
      default:
        return 'other'
    }
  }
}

const committed = Buffer.from('COMMIT\0')
const isCommitted = (frame: Buffer): boolean => frame[0] === 0x43 && frame.subarray(5).equals(committed)

/** A proxy before one PostgreSQL that sees what is about to be written and committed. */
export const startPostgresProxy = async (serverPort: number): Promise<PostgresProxy> => {
  const hooks: { onDeed: PostgresProxy['onDeed']; onCommitted: PostgresProxy['onCommitted'] } = {
    onDeed: null,
    onCommitted: null,
  }
  const held: (() => void)[] = []
  const proxy = await startTcpProxy(serverPort, ({ toServer, toClient, cut }) => {
    const read = makeReader()
    let started = false
    /** Once something of a connection is held, all that comes behind it is. */
    let standsStill = false
    const hold = (frame: Buffer): void => {
      standsStill = true
      held.push(() => {
        standsStill = false
        toServer(frame)
      })
    }
    return {
      fromClient: framed(
        (buffered) => (started ? typed(buffered) : startup(buffered)),
        (frame) => {
          // A request for TLS (or to cancel) comes before the start itself and is as long as this.
          if (!started) started = frame.readInt32BE(4) >> 16 === 3
          else {
            const deed = read(frame)
            if (standsStill) return hold(frame)
            const verdict = deed === 'other' ? 'pass' : (hooks.onDeed?.(deed) ?? 'pass')
            if (verdict === 'cut') return cut()
            if (verdict === 'hold') return hold(frame)
            if (verdict === 'drop') return
          }
          toServer(frame)
        },
      ),
      fromServer: framed(typed, (frame) => {
        const verdict = isCommitted(frame) ? (hooks.onCommitted?.() ?? 'pass') : 'pass'
        if (verdict === 'cut') return cut()
        if (verdict === 'pass') toClient(frame)
      }),
    }
  })
  const release = (): void => {
    for (const send of held.splice(0)) send()
  }
  return Object.assign(hooks, proxy, { release })
}
