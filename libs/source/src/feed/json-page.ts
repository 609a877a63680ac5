import { cutOut, type Span } from './cut-out.js'
import { digestOf } from './digest.js'
import { elementsAt } from './json-elements.js'
import type { Entry, Page } from './page.js'

const places: readonly (readonly string[])[] = [['data', 'items'], ['items'], ['data']]
const nextNames = ['next_page', 'next_page_url', 'next_url', 'next']

/** Entries of a page of JSON (`data.items` as AP, or `items`) and the address of the next one; null for what is none. */
export const jsonPage = (document: Buffer): Page | null => {
  const parsed = parse(document)
  if (!isObject(parsed)) return null
  const found = places.find((path) => Array.isArray(at(parsed, path)))
  if (found === undefined) return null
  const spans = elementsAt(document.toString('latin1'), found)
  const next = [parsed, parsed['data']].flatMap((where) =>
    isObject(where) ? nextNames.map((name) => where[name]) : [],
  )
  return {
    entries: spans.map((span): Entry => entryOf(document, spans, span)),
    next: next.find((value): value is string => typeof value === 'string' && value !== '') ?? null,
    broken: null,
  }
}

const entryOf = (document: Buffer, spans: readonly Span[], span: Span): Entry => {
  const own = document.subarray(span.start, span.end)
  return { digest: digestOf(identityOf(own) ?? own), own, bytes: () => cutOut(document, spans, span, comma) }
}

const comma = /^\s*,?\s*$/

/** AP's etag changes with any component, while addresses in the item change with every query (research §1.1). */
const identityOf = (own: Buffer): string | null => {
  const parsed = parse(own)
  const item = isObject(parsed) && isObject(parsed['item']) ? parsed['item'] : parsed
  const altids = isObject(item) ? item['altids'] : undefined
  if (!isObject(altids)) return null
  const { itemid, etag } = altids
  return typeof itemid === 'string' && typeof etag === 'string' ? JSON.stringify([itemid, etag]) : null
}

type JsonObject = { readonly [name: string]: unknown }

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

const at = (value: JsonObject, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value)
