import { connect, type Socket } from 'node:net'

export type Answer = { readonly status: number; readonly body: string }
export type Ask = (method: 'GET' | 'POST', path: string, body?: string, contentType?: string) => Promise<Answer>

/**
 * HTTP/1.1 over one kept connection, one request at a time. It reads no more of an answer than it needs, because on a
 * small machine whatever the client burns is missing to the server that is measured.
 */
export const openConnection = (port: number): { readonly ask: Ask; readonly close: () => void } => {
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null
  let [text, wanted, status] = ['', -1, 0]
  const socket: Socket = connect({ host: '127.0.0.1', port, noDelay: true })
  // One character a byte, so that lengths are those of content-length.
  socket.setEncoding('latin1')
  const fail = (error: Error): void => {
    waiting?.reject(error)
    waiting = null
  }
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection was closed')))
  socket.on('data', (chunk: string) => {
    text += chunk
    if (wanted < 0) {
      const head = text.indexOf('\r\n\r\n')
      if (head < 0) return
      status = Number(text.slice(9, 12))
      wanted = head + 4 + lengthIn(text.slice(0, head))
    }
    if (text.length < wanted) return
    const answer = { status, body: text.slice(text.indexOf('\r\n\r\n') + 4) }
    text = ''
    wanted = -1
    const asked = waiting
    waiting = null
    asked?.resolve(answer)
  })
  return {
    ask: (method, path, body = '', contentType = 'application/json') =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the connection was closed'))
        waiting = { resolve, reject }
        const content =
          method === 'GET' ? '' : `content-type: ${contentType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`
        socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${content}\r\n${body}`, 'utf8')
      }),
    close: () => socket.destroy(),
  }
}

const lengthIn = (head: string): number => {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined && !/^HTTP\/1\.1 (?:204|304)/.test(head))
    throw new Error(`an answer without a length: ${head}`)
  return Number(length ?? 0)
}

/** As many connections as are needed at a time, up to a bound; who finds none free waits for one. */
export const openConnections = (port: number, most: number): { readonly ask: Ask; readonly close: () => void } => {
  const all: ReturnType<typeof openConnection>[] = []
  const free: ReturnType<typeof openConnection>[] = []
  const queue: (() => void)[] = []
  const take = async (): Promise<ReturnType<typeof openConnection>> => {
    for (;;) {
      const kept = free.pop()
      if (kept !== undefined) return kept
      if (all.length < most) {
        const made = openConnection(port)
        all.push(made)
        return made
      }
      await new Promise<void>((resolve) => queue.push(resolve))
    }
  }
  return {
    ask: async (...request) => {
      const connection = await take()
      try {
        return await connection.ask(...request)
      } finally {
        free.push(connection)
        queue.shift()?.()
      }
    },
    close: () => all.forEach((connection) => connection.close()),
  }
}
