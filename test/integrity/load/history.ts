import { createWriteStream, type WriteStream } from 'node:fs'

/** What a publisher knows of one update it sent. `info` means that nobody told it what became of it. */
export type Sent = {
  readonly at: number
  readonly door: 'http' | 'ndjson' | 'kafka'
  readonly updateId: string
  /** SHA-256 of the bytes as sent. */
  readonly sha256: string
  readonly outcome: 'ok' | 'info' | 'fail'
  /** `<topic>/<partition>/<offset>` of the acknowledgement. */
  readonly position: string | null
}

/** What the clients did and heard, kept in memory for the checker and in a file for people. */
export type History = {
  readonly sent: readonly Sent[]
  readonly add: (entry: Sent) => void
  readonly acknowledged: () => number
  /** Writes a line that is no update: a fault, a note. */
  readonly note: (note: { readonly [name: string]: unknown }) => void
  readonly close: () => Promise<void>
}

export const openHistory = (file: string): History => {
  const sent: Sent[] = []
  const stream: WriteStream = createWriteStream(file)
  let acknowledged = 0
  const write = (entry: object): void => {
    stream.write(`${JSON.stringify(entry)}\n`)
  }
  return {
    sent,
    add: (entry) => {
      sent.push(entry)
      if (entry.outcome === 'ok') acknowledged++
      write(entry)
    },
    acknowledged: () => acknowledged,
    note: (note) => write({ at: Date.now(), ...note }),
    close: () => new Promise((resolve) => stream.end(resolve)),
  }
}
