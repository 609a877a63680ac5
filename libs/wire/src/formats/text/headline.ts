const longestHeadline = 200

/** The first line, where an empty line and more text follow and it is at most 200 characters; else null. */
export const headlineOf = (text: string): string | null => {
  const match = /^[ \t]{0,80}([^\r\n]{1,400})(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)\s*\S/.exec(text)
  const line = match?.[1]?.trim() ?? ''
  return line === '' || [...line].length > longestHeadline ? null : line
}

/** The text without the line breaks at its end, which senders add and nobody wrote. */
export const withoutTrailingBreaks = (text: string): string => {
  let end = text.length
  while (end > 0 && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--
  return text.slice(0, end)
}
