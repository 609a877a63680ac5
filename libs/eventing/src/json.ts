/** What `JSON.parse` can give. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/** JSON with the members of every object in code unit order and no spaces, after RFC 8785: equal values, equal text. */
export const canonicalJson = (value: Json | undefined): string => {
  if (typeof value === 'string') return quoted(value)
  // The runtime holds the texts of small numbers once; those of JSON.stringify are new ones.
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  let text = ''
  if (isArray(value)) {
    for (const member of value) text += `${text === '' ? '' : ','}${canonicalJson(member)}`
    return `[${text}]`
  }
  for (const key of sortedKeys(value)) {
    const member = value[key]
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
}

const sortedKeys = (value: object): string[] => {
  const keys = Object.keys(value)
  for (let at = 1; at < keys.length; at++) if ((keys[at] ?? '') < (keys[at - 1] ?? '')) return keys.sort()
  return keys
}

const isArray = (value: object): value is readonly Json[] => Array.isArray(value)

// Most texts are short and plain, and calling JSON.stringify for each costs more than looking at them here.
const shortText = 64
const quoted = (text: string): string => {
  if (text.length > shortText) return JSON.stringify(text)
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return JSON.stringify(text)
  }
  return `"${text}"`
}
