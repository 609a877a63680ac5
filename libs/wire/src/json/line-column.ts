/** Line and column of an offset into a text, both from 1; columns count characters. */
export const lineColumnOf = (text: string, offset: number): { readonly line: number; readonly column: number } => {
  let line = 1
  let column = 1
  for (let at = 0; at < offset && at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x0a) {
      line++
      column = 1
    } else if (unit < 0xdc00 || unit > 0xdfff) column++
  }
  return { line, column }
}
