import type { Incoming } from '#filing'
import { readClaims } from '#reading'
import type { WireUpdate } from '#wire'

/** Claims read from an update's text as ingest reads them; null where the publisher gave claims or there is no text. */
export const readText = (update: WireUpdate): Incoming['read'] =>
  update.claims !== null || update.text === null ? null : readClaims(update.text, update.language)
