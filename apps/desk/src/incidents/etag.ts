/** Whether an If-None-Match header names this tag: weak comparison, a list, or `*` (RFC 9110 §13.1.2). */
export const etagMatches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
