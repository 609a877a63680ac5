import { hash } from 'node:crypto'
import { Problem } from '#service'

/** The key of an `Idempotency-Key` header, in quotes or bare; null where there is none, a 400 problem where it is not one. */
export const readIdempotencyKey = (header: string | undefined): string | null => {
  if (header === undefined) return null
  const key = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header.trim())?.[1]?.replace(/\\(["\\])/g, '$1') ?? header.trim()
  if (/^[\x20-\x7e]{1,255}$/.test(key)) return key
  throw new Problem(400, 'INGEST_IDEMPOTENCY_KEY', 'an Idempotency-Key has 1 to 255 printable ASCII characters', [
    { path: 'idempotency-key', message: 'must have 1 to 255 printable ASCII characters' },
  ])
}

/** Stands for everything of a request that must be the same again under the same key. */
export const fingerprintOf = (
  method: string,
  path: string,
  headers: { readonly [name: string]: Buffer },
  body: Buffer,
): string => {
  const said = Object.entries(headers).filter(([name]) => name !== 'traceparent' && name !== 'tracestate')
  const head = JSON.stringify([
    ...[method, path],
    said.map(([name, value]) => [name, value.toString('latin1')]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  ])
  return hash('sha256', `${hash('sha256', head)} ${hash('sha256', body)}`)
}
