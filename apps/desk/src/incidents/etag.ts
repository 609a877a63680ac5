import { firstPolicy } from '#incident'

type Tagged = { readonly revision: number; readonly policy: string; readonly mergerId: string | null }

/**
 * The tag of a view: its revision. Where the same number is another answer, that is told after a point: the policy,
 * where it is not the first one, and the incident, where it is shown under a name of one that was merged into it.
 */
export const etagOf = ({ revision, policy, mergerId }: Tagged): string =>
  `"${[revision, ...(policy === firstPolicy.name ? [] : [policy]), ...(mergerId === null ? [] : [mergerId])].join('.')}"`

/** Whether an If-None-Match header names this tag: weak comparison, a list, or `*` (RFC 9110 §13.1.2). */
export const etagMatches = (header: string | undefined, etag: string): boolean =>
  header !== undefined && header.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
