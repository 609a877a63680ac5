/** A stretch of bytes, end exclusive. */
export type Span = { readonly start: number; readonly end: number }

/** The document without the gap-free run of entries: what stands before, between (unless blank) and after them. */
export const cutOut = (document: Buffer, entries: readonly Span[], kept: Span, isBlank: RegExp): Buffer => {
  const parts: Buffer[] = []
  let at = 0
  for (const { start, end } of entries) {
    const between = document.subarray(at, start)
    if (at === 0 || !isBlank.test(between.toString('latin1'))) parts.push(between)
    if (start === kept.start) parts.push(document.subarray(start, end))
    at = end
  }
  parts.push(document.subarray(at))
  return Buffer.concat(parts)
}
