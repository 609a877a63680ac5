/**
 * True where a failure lies in what was being filed and would come again: bad data, a broken constraint, a limit of the
 * server, or a defect of ours. Everything else (connections, shutdowns, locks, disk space) is an outage and passes.
 */
export const isOwnFault = (error: unknown): boolean => {
  const code = sqlStateOf(error)
  if (code !== undefined) return ['21', '22', '23', '54'].includes(code.slice(0, 2))
  return (
    error instanceof TypeError ||
    error instanceof RangeError ||
    error instanceof URIError ||
    error instanceof SyntaxError
  )
}

const sqlStateOf = (error: unknown): string | undefined => {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined
}

/** The failure in words that fit into a receipt. */
export const reasonOf = (error: unknown): string => {
  const code = sqlStateOf(error)
  const message = error instanceof Error ? error.message : String(error)
  return `${code === undefined ? '' : `${code}: `}${message}`.slice(0, 500)
}
