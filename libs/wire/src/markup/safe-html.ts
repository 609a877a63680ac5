import sanitizeHtml from 'sanitize-html'

/**
 * Markup of a body as HTML that is safe to show as it is: an allow-list of elements, links to http, https and mailto
 * and nothing that loads or runs by itself. Headings of NITF become those of HTML; other unknown elements leave their
 * text. Undefined where no text is left, or where elements stand absurdly deep inside one another.
 */
export const safeHtml = (html: string): string | undefined => {
  if (html.split('<').length > mostTags || nestsTooDeep(html)) return undefined
  const safe = sanitizeHtml(html, options)
    .replace(/<p>\s*<\/p>/g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim()
  return /[^\s<>]/.test(safe.replace(/<[^<>]*>/g, '').replaceAll('&nbsp;', '')) ? safe : undefined
}

const tagStart = /<(\/?)([a-z][a-z0-9]{0,15})/gi
// HTML closes these by itself.
const unclosed = /^(?:p|li|dt|dd|tr|td|th|br|hr|img|col|wbr|area|base|link|meta|input|param|source|track|embed)$/i
const deepest = 2_000
// More than any story has, and what can be cleaned in a moment.
const mostTags = 20_000

// The parser's work grows with the depth of what was never closed: a megabyte of `<b>` would take a minute.
const nestsTooDeep = (html: string): boolean => {
  let depth = 0
  for (const [, slash, name = ''] of html.matchAll(tagStart)) {
    if (unclosed.test(name)) continue
    depth = Math.max(0, depth + (slash === '' ? 1 : -1))
    if (depth > deepest) return true
  }
  return false
}

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot',
    'tr', 'th', 'td', 'blockquote', 'em', 'strong', 'b', 'i', 'u', 'sub', 'sup', 'a', 'br', 'figure', 'figcaption',
  ], // prettier-ignore
  allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nonTextTags: ['head', 'title', 'script', 'style', 'textarea', 'option', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'template'],
  transformTags: { hl1: 'h1', hl2: 'h2' },
  parser: { recognizeSelfClosing: true },
} // prettier-ignore
