import { canonicalJson, type Json } from '#eventing'
import { plain } from '../output/cut.js'

/** A claimed value in plain words: `Banjska (village, northwest of Mitrovica)`, `3`, `sporadic`. */
export const valueWords = (value: Json): string => {
  if (typeof value === 'string') return plain(value)
  if (isNamed(value)) {
    const rest = Object.entries(value).filter(([key, part]) => key !== 'name' && isScalar(part))
    const words = rest.map(([, part]) => plain(typeof part === 'string' ? part : canonicalJson(part))).join(', ')
    return words === '' ? plain(value.name) : `${plain(value.name)} (${words})`
  }
  return plain(canonicalJson(value))
}

type Named = { readonly name: string; readonly [key: string]: Json | undefined }

const isNamed = (value: Json): value is Named =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && typeof (value as Named).name === 'string'

const isScalar = (value: Json | undefined): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** A fact path as people say it: `injured police`, `place`, `attackers.count` for `note/attackers.count`. */
export const factWords = (fact: string): string => {
  const [kind = '', second = '', third = ''] = fact.split('/')
  if (kind === 'casualties') return `${second} ${third}`.trim()
  if (kind === 'location' || kind === 'note') return second === '' ? kind : fact.slice(kind.length + 1)
  return fact
}
