import { firstPolicy } from '#incident'

/**
 * The tag of a view: its revision, and where it is held under another policy than the first, that policy too: the same
 * revision is another answer there.
 */
export const etagOf = (revision: number, policy: string): string =>
  `"${revision}${policy === firstPolicy.name ? '' : `.${policy}`}"`

/** Whether an If-None-Match header names this tag: weak comparison, a list, or `*` (RFC 9110 §13.1.2). */
export const etagMatches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
