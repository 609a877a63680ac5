import type { Relation } from '#incident'
import { itemProblem } from '../names.js'

/** Another item as a document names it; one without an id that can be used is left out. */
export type Related = { readonly rel: string; readonly item: string | undefined; readonly version: string | null }

// Galleries and packages may be long; relations are filed with every version.
const mostRelations = 200

/** What a document relates to, each once, and no more than is filed: `warnings` is told what that leaves out. */
export const relatedTo = (
  found: readonly Related[],
  provider: string,
  warnings: string[] = [],
): readonly Relation[] => {
  const seen = new Set<string>()
  const relations = found.flatMap(({ rel, item, version }): Relation[] => {
    const key = JSON.stringify([rel, item, version])
    if (item === undefined || itemProblem(item) !== undefined || seen.has(key)) return []
    seen.add(key)
    return [{ rel, provider, item, version }]
  })
  if (relations.length > mostRelations)
    warnings.push(`${relations.length} relations: the first ${mostRelations} were kept`)
  return relations.slice(0, mostRelations)
}
