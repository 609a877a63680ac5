const most = 30_000
const unit = { ms: 1, s: 1_000, m: 60_000 } as const

/** `500ms`, `5s` or a bare number of seconds, as milliseconds; undefined for anything else or more than 30 s. */
export const parseWait = (text: string): number | undefined => {
  const match = /^(\d{1,6})(ms|s|m)?$/.exec(text)
  if (match === null) return undefined
  const ms = Number(match[1]) * unit[(match[2] ?? 's') as keyof typeof unit]
  return ms <= most ? ms : undefined
}
