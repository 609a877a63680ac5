import { compareBytes } from '#eventing'
import { explainClaims, type ClaimStatus, type StoredClaim } from '#incident'
import type { Reader } from './database-reader.js'
import { incidentParts } from './incident-parts.js'
import { veilsOfIncident } from './veil.js'

export type BlamedClaim = Omit<StoredClaim, 'provider' | 'item' | 'version'> & {
  readonly status: ClaimStatus
  /** What took the claim out, or superseded or outdated it; null where it is live. */
  readonly by: string | null
  readonly revision: number
  readonly position: string
}
export type Blame = { readonly facts: readonly { readonly fact: string; readonly claims: readonly BlamedClaim[] }[] }

type Row = {
  readonly claim_id: string
  readonly revision: number
  readonly log_partition: number
  readonly log_offset: string
}

const sql = `SELECT c.claim_id, c.revision, r.log_partition, r.log_offset FROM desk.claim c
  JOIN desk.revision r ON r.incident_id = c.incident_id AND r.revision = c.revision WHERE c.incident_id = $1`

/**
 * Every claim ever made, fact by fact in the order they were said, and why each stands or does not. The words of what
 * was killed or is held are not quoted.
 */
export const blame = async (db: Reader, topic: string, id: string): Promise<Blame> => {
  const [{ claims, effects }, { rows }, veils] = await Promise.all([
    incidentParts(db, id, null, null),
    db.query<Row>({ name: 'blame', text: sql, values: [id] }),
    veilsOfIncident(db, id),
  ])
  const places = new Map(rows.map((row) => [row.claim_id, row]))
  const explained = explainClaims(claims, effects)
  const facts = new Map<string, BlamedClaim[]>()
  for (const { provider, item, version, ...claim } of [...claims].sort(bySaid)) {
    const place = places.get(claim.id)
    const blamed = facts.get(claim.fact) ?? []
    facts.set(claim.fact, blamed)
    const { status = 'live', by = null } = explained.get(claim.id) ?? {}
    blamed.push({
      ...claim,
      quote: veils.has(claim.updateId) ? null : claim.quote,
      status,
      by,
      revision: place?.revision ?? 0,
      position: `${topic}/${place?.log_partition}/${place?.log_offset}`,
    })
  }
  return {
    facts: [...facts].sort(([a], [b]) => compareBytes(a, b)).map(([fact, blamed]) => ({ fact, claims: blamed })),
  }
}

const bySaid = (a: StoredClaim, b: StoredClaim): number =>
  Date.parse(a.saidAt) - Date.parse(b.saidAt) || compareBytes(a.id, b.id)
