export type SseEvent = { readonly id: string; readonly event: string; readonly data: string }

/** Reads `count` events of a stream, then cuts the connection. */
export const readEvents = async (
  url: string,
  count: number,
  lastEventId: string | null = null,
): Promise<SseEvent[]> => {
  const cut = new AbortController()
  const response = await fetch(url, {
    signal: cut.signal,
    headers: { accept: 'text/event-stream', ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }) },
  })
  if (response.status !== 200 || response.body === null) throw new Error(`${response.status}: ${await response.text()}`)
  const events: SseEvent[] = []
  const decoder = new TextDecoder()
  let buffer = ''
  for await (const bytes of response.body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(bytes, { stream: true })
    const blocks = buffer.split('\n\n')
    buffer = blocks.pop() ?? ''
    events.push(...blocks.flatMap((block) => eventOf(block) ?? []))
    if (events.length >= count) break
  }
  cut.abort()
  return events.slice(0, count)
}

const eventOf = (block: string): SseEvent | undefined => {
  const fields = new Map(
    block
      .split('\n')
      .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  const [id, event, data] = [fields.get('id'), fields.get('event'), fields.get('data')]
  return id === undefined || event === undefined || data === undefined ? undefined : { id, event, data }
}
