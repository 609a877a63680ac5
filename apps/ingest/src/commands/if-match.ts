import { Problem } from '#service'

/**
 * The revision of an `If-Match` header, whatever policy or incident its ETag names; null where there is none or it is `*`, a 400
 * problem where it is no revision.
 */
export const expectedRevisionOf = (header: string | undefined): number | null => {
  if (header === undefined || header.trim() === '*') return null
  const revision = /^"?(\d{1,9})(?:\.[\w.-]+)?"?$/.exec(header.trim())?.[1]
  if (revision !== undefined) return Number(revision)
  const message = 'must be one revision in quotes, as an ETag of the incident'
  throw new Problem(400, 'INGEST_IF_MATCH', `If-Match ${message}`, [{ path: 'if-match', message }])
}
