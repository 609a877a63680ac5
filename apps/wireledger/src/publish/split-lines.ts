const newline = 0x0a

export type Limits = { readonly lines: number; readonly bytes: number }

/** What one request may hold, with room to spare below the door's own limits (10,000 lines, 16 MiB). */
export const requestLimits: Limits = { lines: 5_000, bytes: 8 * 1024 * 1024 }

/** NDJSON cut between lines into parts that the door takes; the bytes of a line are never touched. */
export const splitLines = (bytes: Buffer<ArrayBuffer>, limits: Limits = requestLimits): Buffer<ArrayBuffer>[] => {
  const parts: Buffer<ArrayBuffer>[] = []
  let start = 0
  let end = 0
  let lines = 0
  while (end < bytes.length) {
    const found = bytes.indexOf(newline, end)
    const next = found === -1 ? bytes.length : found + 1
    if (lines > 0 && (lines === limits.lines || next - start > limits.bytes)) {
      parts.push(bytes.subarray(start, end))
      start = end
      lines = 0
    }
    end = next
    lines += 1
  }
  return [...parts, bytes.subarray(start)]
}
