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
  readonly causation: string
  readonly document: string
  readonly log_partition: number
  readonly log_offset: string
}

const sql = `SELECT u.incident_id, u.revision, u.causation, u.document, r.log_partition, r.log_offset FROM desk.wire_update u
  JOIN desk.revision r ON r.incident_id = u.incident_id AND r.revision = u.revision WHERE u.update_id = $1
  ORDER BY u.reaches_only, r.recorded_at, u.incident_id`

/** One update as it was filed, with what has become of its claims. */
export const findUpdate = async (db: Reader, topic: string, updateId: string): Promise<FoundUpdate | undefined> => {
  const { rows } = await db.query<Row>({ name: 'find-update', text: sql, values: [updateId] })
  const [home] = rows
  if (home === undefined) return undefined
  const { update: filed, receivedAt, evidence, warnings } = JSON.parse(home.document) as UpdateFiled['data']
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
    rawPosition: home.causation,
    incidents: rows.map((row) => row.incident_id),
    evidence,
    warnings,
  }
}
