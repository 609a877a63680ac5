import {
  explainClaims,
  type Claim,
  type ClaimStatus,
  type FiledUpdate,
  type Particulars,
  type UpdateFiled,
} from '#incident'
import type { Reader } from './database-reader.js'
import { incidentParts } from './incident-parts.js'

/** An update with its particulars among its fields (contract §4). */
export type FoundUpdate = Omit<FiledUpdate, 'claims' | 'particulars'> &
  Particulars & {
    readonly receivedAt: string
    readonly claims: readonly (Claim & { readonly status: ClaimStatus; readonly by: string | null })[]
    readonly incident: string
    readonly revision: number
    /** Where its event stands in the log of record. */
    readonly position: string
    /** Where its bytes stand. */
    readonly rawPosition: string
    /** Every incident it was filed to, its own first. */
    readonly incidents: readonly string[]
    readonly evidence: UpdateFiled['data']['evidence']
    readonly warnings: readonly string[]
  }

type Row = {
  readonly incident_id: string
  readonly revision: number
  readonly document: string
  readonly log_partition: number
  readonly log_offset: string
}

const sql = `SELECT incident_id, revision, document, log_partition, log_offset FROM desk.event
  WHERE head AND hashtextextended(update_id, 0) = hashtextextended($1, 0) AND update_id = $1
  ORDER BY reaches_only, recorded_at, incident_id`

/** One update as it was filed, with what has become of its claims. */
export const findUpdate = async (db: Reader, topic: string, updateId: string): Promise<FoundUpdate | undefined> => {
  const { rows } = await db.query<Row>({ name: 'find-update', text: sql, values: [updateId] })
  const [home] = rows
  if (home === undefined) return undefined
  const { causationId, data } = JSON.parse(home.document) as { causationId: string; data: UpdateFiled['data'] }
  const { update: filed, receivedAt, evidence, warnings } = data
  const { particulars, ...update } = filed
  const { claims, effects } = await incidentParts(db, home.incident_id, null, null)
  const explained = explainClaims(claims, effects)
  return {
    ...update,
    ...particulars,
    receivedAt,
    claims: update.claims.map((claim) => ({ ...claim, ...(explained.get(claim.id) ?? { status: 'live', by: null }) })),
    incident: home.incident_id,
    revision: home.revision,
    position: `${topic}/${home.log_partition}/${home.log_offset}`,
    rawPosition: causationId,
    incidents: rows.map((row) => row.incident_id),
    evidence,
    warnings,
  }
}
