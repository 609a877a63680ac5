import type { LogRecord } from '#event-log'

const ofFormat: { readonly [format: string]: string } = {
  wireledger: 'application/vnd.wireledger.update+json',
  ninjs: 'application/json',
  text: 'text/plain',
}

/** The content type the bytes came with, else that of the format they were recognised as. */
export const contentTypeOf = ({ headers }: LogRecord, format: string): string => {
  const name = Object.keys(headers).find((header) => header.toLowerCase() === 'content-type')
  const given = name === undefined ? undefined : headers[name]?.toString('latin1')
  // A header of a foreign client may hold what no HTTP header may.
  return given !== undefined && /^[\x20-\x7e]{1,200}$/.test(given)
    ? given
    : (ofFormat[format] ?? 'application/octet-stream')
}
