/** One event of a server-sent stream. */
export type SseEvent = { readonly id: string | null; readonly event: string; readonly data: string }

/** A parser that takes the stream as it comes, in any pieces, and answers the events that are complete (WHATWG SSE). */
export const createSseParser = (): ((chunk: string) => SseEvent[]) => {
  let rest = ''
  let id: string | null = null
  let event = ''
  let data: string[] = []
  const takeLine = (line: string): SseEvent | undefined => {
    if (line === '') {
      const made =
        data.length === 0 ? undefined : { id, event: event === '' ? 'message' : event, data: data.join('\n') }
      event = ''
      data = []
      return made
    }
    const colon = line.indexOf(':')
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    if (field === 'event') event = value
    if (field === 'id') id = value
    return undefined
  }
  return (chunk) => {
    rest += chunk
    // A CR at the very end may be half of a CRLF: it waits for what follows.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    return lines.flatMap((line) => takeLine(line) ?? [])
  }
}
