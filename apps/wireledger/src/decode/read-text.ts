import type { Incoming } from '#filing'
import { readClaims } from '#reading'
import type { WireUpdate } from '#wire'

/** Claims read from an update's text as ingest reads them; null where the publisher gave claims or there is no text. */
export const readText = (update: WireUpdate): Incoming['read'] => {
  if (update.claims !== null || update.text === null) return null
  const { reader, claims } = readClaims(update.text, update.language)
  return reader === null ? [] : claims.map((claim) => ({ ...claim, reader }))
}
