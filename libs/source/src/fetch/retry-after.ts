const longestMs = 3_600_000

/** `Retry-After` (RFC 9110 §10.2.3) in milliseconds from `now` (epoch ms), at most an hour; undefined where it says nothing. */
export const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  if (header === undefined) return undefined
  const text = header.trim()
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, longestMs) : undefined
}
