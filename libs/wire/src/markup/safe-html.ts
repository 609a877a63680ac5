import sanitizeHtml from 'sanitize-html'

const inline = [
  'a',
  'abbr',
  'b',
  'br',
  'cite',
  'code',
  'del',
  'em',
  'i',
  'ins',
  'q',
  's',
  'small',
  'strong',
  'sub',
  'sup',
  'u',
]
const blocks = [
  'blockquote', 'dd', 'div', 'dl', 'dt', 'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 'pre', 'ul',
  'caption', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr',
] // prettier-ignore

const options: sanitizeHtml.IOptions = {
  allowedTags: [...inline, ...blocks],
  allowedAttributes: { a: ['href'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  nonTextTags: ['head', 'iframe', 'noscript', 'object', 'option', 'script', 'select', 'style', 'template', 'textarea', 'title'],
  // A hostile body must not buy a deep tree.
  nestingLimit: 50,
} // prettier-ignore

/**
 * Body markup that is safe to show: text and its structure, links to the web and to mail. Nothing that runs, loads by
 * itself or styles the page around it. Undefined where no text is left.
 */
export const safeHtml = (html: string): string | undefined => {
  const clean = sanitizeHtml(html, options).trim()
  return /[^\s]/.test(clean.replace(/<[^>]*>/g, '')) ? clean : undefined
}
