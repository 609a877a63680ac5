import { canonicalJson, type Json } from '#eventing'
import type { WireUpdate } from '#wire'

/**
 * What two updates of one id are compared by: everything decoded but the name of the format and the decoder's own
 * explanation, which may differ between releases while the payload does not.
 */
export const payloadText = (update: WireUpdate): string => {
  const payload: { [field: string]: unknown } = { ...update }
  delete payload['format']
  delete payload['evidence']
  return canonicalJson(payload as Json)
}
