/** Data goes to stdout, one line each. */
export const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** One JSON document (or one line of NDJSON) on stdout. */
export const printJson = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

/** Chatter goes to stderr, so that stdout can be piped. */
export const note = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const narrowest = 60
const widest = 140
const withoutTerminal = 100

/** How wide output may be: the terminal's columns within reason, 100 where there is no terminal. */
export const outputWidth = (stream: { readonly columns?: number | undefined } = process.stdout): number =>
  Math.min(widest, Math.max(narrowest, stream.columns ?? withoutTerminal))

/** A reader that closes early (`| head`) is not an error. */
export const endQuietlyOnClosedPipe = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0)
      throw error
    })
  }
}
