import { setTimeout as pause } from 'node:timers/promises'
import { callDoor } from '../doors/http.js'
import { CommandFailure, reasonOf } from '../failure.js'
import { note } from '../output/print.js'
import { createSseParser, type SseEvent } from './sse-parser.js'

const reconnectMs = 1000

/**
 * The events of an SSE door, for ever: a connection that breaks is made again from the last event seen. The first
 * connection is made before this resolves, so that what is read after it misses nothing; it alone may fail.
 */
export const followStream = async (
  base: string,
  path: string,
  signal: AbortSignal,
): Promise<AsyncGenerator<SseEvent>> => {
  const first = await openStream(base, path, null, signal)
  return events(base, path, first, signal)
}

async function* events(base: string, path: string, first: Response, signal: AbortSignal): AsyncGenerator<SseEvent> {
  let connection: Response | undefined = first
  let last: string | null = null
  while (!signal.aborted) {
    try {
      connection ??= await openStream(base, path, last, signal)
      for await (const event of eventsOf(connection)) {
        last = event.id ?? last
        yield event
      }
    } catch (error) {
      if (signal.aborted) return
      note(`the stream broke (${reasonOf(error)}); connecting again`)
    }
    connection = undefined
    await pause(reconnectMs, undefined, { signal }).catch(() => undefined)
  }
}

const openStream = async (base: string, path: string, last: string | null, signal: AbortSignal): Promise<Response> => {
  const headers = { accept: 'text/event-stream', ...(last === null ? {} : { 'last-event-id': last }) }
  return callDoor(base, path, { headers, signal })
}

async function* eventsOf(response: Response): AsyncGenerator<SseEvent> {
  if (response.body === null) throw new CommandFailure('the stream has no body')
  const feed = createSseParser()
  const decoder = new TextDecoder()
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    yield* feed(decoder.decode(bytes, { stream: true }))
  }
}
