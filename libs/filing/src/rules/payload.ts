import { canonicalJson, type Json } from '#eventing'
import type { WireUpdate } from '#wire'

/**
 * What two updates of one id are compared by: everything decoded but the name of the format, the decoder's own
 * explanation and the particulars, which may differ between releases or deliveries while the payload does not. Of the
 * particulars it counts whether the item may be used.
 */
export const payloadText = (update: WireUpdate): string => {
  const payload: { [field: string]: unknown } = { ...update }
  delete payload['format']
  delete payload['evidence']
  delete payload['particulars']
  const { pubStatus, embargoedUntil } = update.particulars
  if (pubStatus !== undefined) payload['pubStatus'] = pubStatus
  if (embargoedUntil !== undefined) payload['embargoedUntil'] = embargoedUntil
  return canonicalJson(payload as Json)
}

/** What two versions of an item are compared by to tell whether a word of it changed; null where nobody reads it. */
export const contentText = ({ claims, headline, text }: WireUpdate): string | null =>
  claims === null && (headline !== null || text !== null) ? canonicalJson([headline, text]) : null
