import { maxDocumentItems } from '../limits.js'
import { rejected } from '../rejection.js'
import type { Rejected } from '../wire-update.js'

/** Refuses a document of more items than one may have, naming the first too many; undefined where they are few enough. */
export const tooManyItems = <Item>(
  items: readonly Item[],
  placeOf: (item: Item, index: number) => string,
): Rejected | undefined => {
  const first = items[maxDocumentItems]
  if (first === undefined) return undefined
  const message = `more than ${maxDocumentItems} items in one document`
  const path = placeOf(first, maxDocumentItems)
  return rejected('WIRE_TOO_MANY_ITEMS', `${path}: ${message}`, [{ path, message }])
}
