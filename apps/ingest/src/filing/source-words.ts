import type { LogRecord } from '#event-log'
import type { ReadClaim } from '#filing'
import type { WireUpdate } from '#wire'

/** What the settings of a source said when it brought a record, for what the provider itself does not say. */
export type SourceWords = {
  /** Of the provider's own words, 1 to 5. */
  readonly tier: number | null
  readonly independenceGroup: string | null
  /** What the provider means by a publication status of withheld. */
  readonly withheld: 'hold' | 'embargo' | null
}

const names = ['wire-tier', 'wire-independence-group', 'wire-withheld']
const nothingSaid: SourceWords = { tier: null, independenceGroup: null, withheld: null }

/** Reads the headers `wire-tier`, `wire-independence-group` and `wire-withheld`; a value that is none counts as not said. */
export const readSourceWords = (headers: LogRecord['headers']): SourceWords => {
  if (!names.some((name) => name in headers)) return nothingSaid
  const text = (name: string): string => (headers[name]?.toString('utf8') ?? '').trim()
  const [tier, group, withheld] = [text('wire-tier'), text('wire-independence-group'), text('wire-withheld')]
  return {
    tier: /^[1-5]$/.test(tier) ? Number(tier) : null,
    independenceGroup: group === '' || group.length > 200 || /[\u0000-\u001f\ufffd]/.test(group) ? null : group,
    withheld: withheld === 'hold' || withheld === 'embargo' ? withheld : null,
  }
}

/** A claim read from text: one without a speaker is the provider's own, and of its tier and group. */
export const asProviderSays = (claim: ReadClaim, { tier, independenceGroup }: SourceWords): ReadClaim =>
  claim.speaker !== null
    ? claim
    : {
        ...claim,
        tier: tier ?? claim.tier,
        ...(independenceGroup === null ? {} : { independenceGroup }),
      }

/**
 * `withheld` is a recall with some providers and an embargo with others, and the source's setting knows best. Where it is
 * an embargo and nothing else made the update a hold, the update is what its other signs say.
 */
export const asProviderMeans = (update: WireUpdate, { withheld }: SourceWords): WireUpdate => {
  const { pubStatus, pubStatusRaw } = update.particulars
  if (withheld === 'hold' && pubStatus === 'embargoed' && /withheld$/i.test(pubStatusRaw ?? '')) {
    return {
      ...update,
      action: 'hold',
      particulars: { ...update.particulars, pubStatus: 'held' },
      evidence: { ...update.evidence, withheld: 'hold' },
    }
  }
  const { action, alsoSaid } = update.evidence as { action?: { rule?: unknown }; alsoSaid?: readonly Sign[] }
  if (withheld !== 'embargo' || update.action !== 'hold' || action?.rule !== 'status-withheld') return update
  return {
    ...update,
    action: alsoSaid?.[0]?.action ?? 'new',
    particulars: { ...update.particulars, pubStatus: 'embargoed' },
    evidence: { ...update.evidence, withheld: 'embargo' },
  }
}

type Sign = { readonly action: WireUpdate['action'] }
