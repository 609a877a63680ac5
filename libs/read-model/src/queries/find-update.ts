import {
  explainClaims,
  parseUpdateId,
  type Claim,
  type ClaimStatus,
  type FiledUpdate,
  type Particulars,
  type UpdateFiled,
} from '#incident'
import { itemHash, updateHash } from '../schema/projection-indexes.js'
import type { Reader } from './database-reader.js'
import { incidentParts } from './incident-parts.js'
import { servingPolicy } from './serving-policy.js'
import { veilsOfUpdates } from './veil.js'
import { evidenceWithoutWords, noticeOf, withoutWords, type VeilNotice } from './veiled-update.js'

/** An update with its particulars among its fields (contract §4). */
export type FoundUpdate = Omit<FiledUpdate, 'claims' | 'particulars'> &
  Particulars &
  VeilNotice & {
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

const sql = `SELECT incident_id, revision, document, log_partition, log_offset FROM desk.event e,
    (SELECT $1::text AS update_id, $2::text AS provider, $3::text AS item) AS asked
  WHERE head AND NOT moved_out AND ${itemHash('e')} = ${itemHash('asked')} AND ${updateHash('e')} = ${updateHash('asked')}
    AND e.update_id = asked.update_id
  ORDER BY reaches_only, recorded_at, incident_id`

/** One update as it was filed, with what has become of its claims; without its words where it was killed or is held. */
export const findUpdate = async (db: Reader, topic: string, updateId: string): Promise<FoundUpdate | undefined> => {
  const named = parseUpdateId(updateId)
  if (named === undefined) return undefined
  const values = [updateId, named.provider, named.item]
  const { rows } = await db.query<Row>({ name: 'find-update', text: sql, values })
  const [home] = rows
  if (home === undefined) return undefined
  const { causationId, data } = JSON.parse(home.document) as { causationId: string; data: UpdateFiled['data'] }
  const { update: filed, receivedAt, evidence, warnings } = data
  const [{ claims, effects }, veils, policy] = await Promise.all([
    incidentParts(db, home.incident_id, null, null),
    veilsOfUpdates(
      db,
      rows.map((row) => row.incident_id),
      [updateId],
    ),
    servingPolicy(db),
  ])
  const veil = veils.get(updateId)
  const { particulars, ...update } = veil === undefined ? filed : withoutWords(filed)
  const explained = explainClaims(claims, effects, policy)
  return {
    ...update,
    ...particulars,
    ...(veil === undefined ? {} : noticeOf(veil)),
    receivedAt,
    claims: update.claims.map((claim) => ({ ...claim, ...(explained.get(claim.id) ?? { status: 'live', by: null }) })),
    incident: home.incident_id,
    revision: home.revision,
    position: `${topic}/${home.log_partition}/${home.log_offset}`,
    rawPosition: causationId,
    incidents: rows.map((row) => row.incident_id),
    evidence: veil === undefined ? evidence : evidenceWithoutWords(evidence),
    warnings: veil === undefined ? warnings : [],
  }
}

const siblingsSql = `SELECT updates FROM filing.receipt WHERE topic = 'wire' AND log_partition = $1 AND log_offset = $2`
const waitingSql = 'SELECT EXISTS (SELECT FROM filing.embargo WHERE position = $1) AS waiting'

/** Why the bytes of a record may not be shown: an update of it was killed, is held, or waits under embargo. */
export type RawVeil = (VeilNotice & { readonly updateId: string }) | 'embargo'

/** What stands against showing a raw record, whichever of its updates it is of. */
export const rawVeil = async (
  db: Reader,
  position: { readonly partition: number; readonly offset: number },
  rawPosition: string,
): Promise<RawVeil | undefined> => {
  const [receipts, embargoes] = await Promise.all([
    db.query<{ updates: string }>({
      name: 'raw-siblings',
      text: siblingsSql,
      values: [position.partition, position.offset],
    }),
    db.query<{ waiting: boolean }>({ name: 'raw-embargo', text: waitingSql, values: [rawPosition] }),
  ])
  if (embargoes.rows[0]?.waiting === true) return 'embargo'
  const updates = JSON.parse(receipts.rows[0]?.updates ?? '[]') as {
    readonly updateId?: string | null
    readonly incident: string
  }[]
  const ids = updates.flatMap(({ updateId }) => updateId ?? [])
  const [first] = await veilsOfUpdates(
    db,
    updates.map(({ incident }) => incident),
    ids,
  )
  return first === undefined ? undefined : { updateId: first[0], ...noticeOf(first[1]) }
}
