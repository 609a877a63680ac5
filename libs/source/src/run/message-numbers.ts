/** Numbers that a provider's messages of one service lack. */
export type Gap = { readonly service: string; readonly from: number; readonly to: number }

/** Follows message numbers, a service each. Answers the gap before a number, or null. */
export type MessageNumbers = (messageNumber: string) => Gap | null

/** More missing than this is a count begun anew, as at midnight or after the highest number. */
const mostMissing = 500

/**
 * Message numbers are counted per service letter or code (`V4644`, `dpa 157`). An older number is a repeat or late; one far
 * away is a new count: both are no gap.
 */
export const followNumbers = (): MessageNumbers => {
  const last = new Map<string, number>()
  return (messageNumber) => {
    const [, service = '', digits] = /^\s*(\D*?)\s*(\d{1,9})\s*$/.exec(messageNumber) ?? []
    if (digits === undefined || service.length > 40) return null
    const number = Number(digits)
    const before = last.get(service)
    if (before === undefined || number > before || before - number > mostMissing) last.set(service, number)
    if (last.size > 1_000) last.clear()
    if (before === undefined || number <= before + 1 || number - before - 1 > mostMissing) return null
    return { service, from: before + 1, to: number - 1 }
  }
}
