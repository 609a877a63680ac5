import type { IncomingMessage } from 'node:http'

/** How long a client may go on sending what nobody will read. */
const patienceMs = 3_000

/** Reads the rest of a request away, and calls back at its end, or when patience ends. */
export const readAway = (request: IncomingMessage, then: () => void): void => {
  if (request.complete || request.destroyed) return then()
  const done = (): void => {
    clearTimeout(timer)
    request.off('end', done).off('close', done)
    then()
  }
  const timer = setTimeout(done, patienceMs)
  request.on('end', done).on('close', done).resume()
}
