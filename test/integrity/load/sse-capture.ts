import { request, type ClientRequest } from 'node:http'
import type { Dice } from '../harness/dice.js'

/** One revision as a reader of the stream saw it. */
export type Seen = {
  /** When, in milliseconds since the epoch. */
  readonly at: number
  readonly id: string
  readonly incident: string
  readonly revision: number
  readonly eventId: string
  readonly hash: string
}

/** A reader of `/v1/stream` that begins at the start and, whenever it is cut, goes on behind the last id it saw. */
export type SseCapture = {
  readonly name: string
  readonly seen: readonly Seen[]
  readonly reconnects: () => number
  readonly stop: () => void
}

const againMs = 150

const readBlock = (block: string): Seen | undefined => {
  const field = (name: string): string | undefined =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
  const [id, data] = [field('id'), field('data')]
  if (id === undefined || data === undefined) return undefined
  const { incident, revision, eventId, hash } = JSON.parse(data) as Seen
  return { at: Date.now(), id, incident, revision, eventId, hash }
}

/** `restless` readers cut themselves off after some hundred events, in the middle of whatever is on its way. */
export const captureStream = (name: string, desk: string, restless: Dice | null): SseCapture => {
  const seen: Seen[] = []
  let under: ClientRequest | undefined
  let stopped = false
  let connections = 0

  const open = (): void => {
    if (stopped) return
    connections++
    let left = restless === null ? Number.MAX_SAFE_INTEGER : restless.between(1, 400)
    let buffered = ''
    let over = false
    const last = seen.at(-1)?.id
    const headers = { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) }
    const again = (): void => {
      if (over) return
      over = true
      outgoing.destroy()
      setTimeout(open, againMs)
    }
    const outgoing = request(`${desk}/v1/stream?from=start`, { headers }, (answer) => {
      answer.setEncoding('utf8')
      answer.on('data', (text: string) => {
        if (over) return
        const blocks = (buffered + text).split('\n\n')
        buffered = blocks.pop() ?? ''
        for (const block of blocks) {
          const one = readBlock(block)
          if (one === undefined) continue
          seen.push(one)
          if (--left <= 0) return again()
        }
      })
      answer.on('close', again)
    })
    under = outgoing
    outgoing.on('error', again)
    // A stream sends a comment every 15 s: one that sends nothing for longer is dead and has to be left.
    outgoing.setTimeout(40_000, again)
    outgoing.end()
  }
  open()
  return {
    name,
    seen,
    reconnects: () => connections - 1,
    stop: () => {
      stopped = true
      under?.destroy()
    },
  }
}
