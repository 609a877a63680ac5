import { asSourceError } from '../source-error.js'
import type { Publish, SourceItem } from './source-item.js'

/** Publishes all, and answers for each null or why it can never be taken. Any other failure is thrown. */
export const publishEach = async (
  items: readonly SourceItem[],
  publish: Publish,
): Promise<readonly (string | null)[]> => {
  if (items.length === 0) return []
  try {
    await publish(items)
    return items.map(() => null)
  } catch (error) {
    const failure = asSourceError(error)
    if (failure.code !== 'SOURCE_RECORD_REFUSED') throw failure
    if (items.length === 1) return [failure.message]
    // One of them is to blame: it alone is put aside.
    const outcomes: (string | null)[] = []
    for (const item of items) outcomes.push(...(await publishEach([item], publish)))
    return outcomes
  }
}
