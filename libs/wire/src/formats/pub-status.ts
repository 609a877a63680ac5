import type { PubStatus } from '#incident'

// PA Media withholds until a time, everybody else recalls (newsroom-wires.md §0, 3).
const embargoes = /^(?:pa|pa-.*|press-association.*)$/

/** Whether a provider's `withheld` is an embargo and no recall. */
export const withholdsUntilLater = (provider: string): boolean => embargoes.test(provider)

/**
 * What may be done with an item by the status its document gives, in any spelling or scheme (`stat:usable`), and
 * whether it names an embargo. Undefined for a status that is none of the known ones.
 */
export const pubStatusOf = (raw: string | undefined, provider: string, isEmbargoed: boolean): PubStatus | undefined => {
  const status = raw?.toLowerCase().replace(/^.*[:/]/, '')
  if (status === 'canceled' || status === 'cancelled' || status === 'killed') return 'canceled'
  if (status === 'withheld') return withholdsUntilLater(provider) ? 'embargoed' : 'held'
  if (isEmbargoed || status === 'embargoed') return 'embargoed'
  return status === undefined || status === 'usable' ? 'usable' : undefined
}
