import type { SourceParty } from '#incident'

/** Whose words a message is: the wire that carried it, the agency of its dateline where that is another, its authors. */
export const partiesOf = (
  carrier: Pick<SourceParty, 'name' | 'id'> | null,
  dateline: string | undefined,
  authors: readonly string[],
): readonly SourceParty[] => [
  ...(carrier === null ? [] : [{ role: 'carrier' as const, ...carrier }]),
  ...(dateline === undefined || dateline === carrier?.name
    ? []
    : [{ role: 'originator' as const, name: dateline, id: null }]),
  ...authors.map((name) => ({ role: 'author' as const, name, id: null })),
]
