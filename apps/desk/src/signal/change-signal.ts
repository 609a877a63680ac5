import { EventEmitter } from 'node:events'
import pg from 'pg'
import { channel } from '#read-model'
import type { Logger } from '#service'

/** Tells waiters that something was filed or projected: one LISTEN connection for all, and a slow poll should it be lost. */
export type ChangeSignal = {
  /** Resolves at the next change, at the latest after so many milliseconds or when the signal aborts. */
  readonly next: (withinMs: number, signal?: AbortSignal) => Promise<void>
  readonly close: () => Promise<void>
}

const pollMs = 500
const reconnectMs = 1_000
/** Changes closer together than this wake the waiters once. */
const gatherMs = 5

export const openChangeSignal = (url: string, logger: Logger): ChangeSignal => {
  const changes = new EventEmitter()
  changes.setMaxListeners(0)
  let client: pg.Client | undefined
  let gathering: NodeJS.Timeout | undefined
  let closed = false

  const tell = (): void => {
    gathering ??= setTimeout(() => {
      gathering = undefined
      changes.emit('change')
    }, gatherMs)
  }
  const listen = async (): Promise<void> => {
    if (closed) return
    const made = new pg.Client({
      connectionString: url,
      application_name: 'wireledger-desk-listen',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    })
    const again = (): void => {
      if (client !== made && client !== undefined) return
      client = undefined
      if (!closed) setTimeout(() => void listen(), reconnectMs).unref()
    }
    made.on('error', (error) => logger.debug({ error: error.message }, 'the listening connection was lost'))
    made.on('end', again)
    made.on('notification', tell)
    try {
      await made.connect()
      client = made
      await made.query(`LISTEN ${channel}`)
      tell()
    } catch {
      await made.end().catch(() => undefined)
      again()
    }
  }
  void listen()
  const polling = setInterval(tell, pollMs)
  polling.unref()

  return {
    next: (withinMs, signal) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer)
          changes.off('change', done)
          signal?.removeEventListener('abort', done)
          resolve()
        }
        const timer = setTimeout(done, withinMs)
        changes.once('change', done)
        signal?.addEventListener('abort', done)
        if (signal?.aborted === true || closed) done()
      }),
    close: async () => {
      closed = true
      clearInterval(polling)
      changes.emit('change')
      await client?.end().catch(() => undefined)
    },
  }
}
