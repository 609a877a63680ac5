import type { JsonProblem } from '../../json/read-json.js'

// Members of nested objects that reach the wire update: identities, texts and what chooses among them.
const readKeys = /\/(?:uri|guid|value|role|content(?:t|T)ype|name|code|qcode|literal)$/

/**
 * Which duplicate keys make an item ambiguous. IPTC's own examples hold some among renditions, which nobody reads here:
 * those are warnings, the last value counts. A member of the item itself, or one that is read, is refused.
 */
export const judgeDuplicates = (duplicates: readonly JsonProblem[], depth: number) => {
  const itemDepth = depth + 1
  const isRead = ({ path }: JsonProblem): boolean => path.split('/').length - 1 <= itemDepth || readKeys.test(path)
  return {
    refused: duplicates.filter(isRead),
    warnings: duplicates
      .filter((duplicate) => !isRead(duplicate))
      .map(({ path, message }) => `${path}: ${message}; the last one counts`),
  }
}
