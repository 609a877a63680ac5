import { canonicalJson, type Json } from '#eventing'
import type { WireUpdate } from '#wire'

/**
 * What two updates of one id are compared by: everything decoded but the name of the format, the decoder's own
 * explanation and the particulars, which may differ between releases or deliveries while the payload does not. Of the
 * particulars it counts whether the item may be used.
 */
export const payloadText = (update: WireUpdate): string => {
  const { action, claims, headline, incident, item, language, provider, relations } = update
  const { saidAt, slug, text, urgency, version, withdraws } = update
  const { pubStatus, embargoedUntil } = update.particulars
  // In the order of their names, which spares sorting; no spread, which costs more than all the rest.
  // prettier-ignore
  const payload: Payload = {
    action, claims, embargoedUntil, headline, incident, item, language, provider, pubStatus, relations,
    saidAt, slug, text, urgency, version, withdraws,
  }
  return canonicalJson(payload as { readonly [field: string]: unknown } as Json)
}

/** Every field has to be here: one that is added to an update and not to this does not compile. */
type Payload = Omit<WireUpdate, 'format' | 'evidence' | 'particulars'> & {
  readonly pubStatus: WireUpdate['particulars']['pubStatus']
  readonly embargoedUntil: WireUpdate['particulars']['embargoedUntil']
}

/** What two versions of an item are compared by to tell whether a word of it changed; null where nobody reads it. */
export const contentText = ({ claims, headline, text }: WireUpdate): string | null =>
  claims === null && (headline !== null || text !== null) ? canonicalJson([headline, text]) : null
