// Class 08 is a lost connection, 57 an administrator's stop, 53 too many connections; the others are the driver's and Node's.
const sqlStates = /^(?:08|57P|53)/
const codes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH'])
const messages =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error|the database system is|not queryable/

/** Whether an error says that PostgreSQL is away, and not that a query is wrong. */
export const isOutage = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string' && (codes.has(code) || sqlStates.test(code))) return true
  if (error instanceof AggregateError) return error.errors.some(isOutage)
  return messages.test(error.message)
}
