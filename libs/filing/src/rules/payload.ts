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
