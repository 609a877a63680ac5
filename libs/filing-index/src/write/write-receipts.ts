import { parsePosition } from '#eventing'
import type { IndexChange } from '#filing'
import type { ReceiptUpdate } from '../chunk.js'
import type { DecidedPlace } from '../decide-chunk.js'
import { boundRows, type Bound, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

// A rebuilt index has the receipts of what was filed already; deciding again only finds repeats of themselves.
const receipts: Statement = {
  name: 'filing_write_all_receipts',
  text: `INSERT INTO filing.receipt (topic, log_partition, log_offset, status, updates, reason, warnings)
    SELECT topic, log_partition::int, log_offset::bigint, status, updates, reason, warnings
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
      AS new(topic, log_partition, log_offset, status, updates, reason, warnings)
    ON CONFLICT DO NOTHING`,
}
const patches: Statement = {
  name: 'filing_patch_receipts',
  text: `UPDATE filing.receipt AS r SET status = 'filed', reason = NULL, updates = (r.updates::jsonb || new.updates::jsonb)::text
    FROM unnest($1::text[], $2::text[], $3::text[]) AS new(log_partition, log_offset, updates)
    WHERE r.topic = 'wire' AND r.log_partition = new.log_partition::int AND r.log_offset = new.log_offset::bigint`,
}

const unfiled: Statement = {
  name: 'filing_settle_receipts',
  text: `UPDATE filing.receipt AS r SET status = new.status, reason = new.reason
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new(log_partition, log_offset, status, reason)
    WHERE r.topic = 'wire' AND r.log_partition = new.log_partition::int AND r.log_offset = new.log_offset::bigint
      AND r.status = 'waiting'`,
}

export const writeReceipts = (decided: readonly DecidedPlace[]): readonly Bound[] => {
  const found = decided.flatMap(({ receipts, place }) => receipts.map((receipt) => ({ receipt, place })))
  return boundRows(
    receipts,
    found,
    ({ place }) => place.source,
    ({ place }) => String(place.partition),
    ({ receipt }) => String(receipt.offset),
    ({ receipt }) => receipt.status,
    ({ receipt }) => JSON.stringify(receipt.updates),
    ({ receipt }) => receipt.reason?.replaceAll('\u0000', '?') ?? null,
    ({ receipt }) => (receipt.warnings.length === 0 ? '[]' : JSON.stringify(receipt.warnings)),
  )
}

/** Adds to earlier receipts what was filed only now. */
export const patchReceipts = (decided: readonly DecidedPlace[]): readonly Bound[] => {
  const added = new Map<string, readonly ReceiptUpdate[]>()
  for (const [position, updates] of decided.flatMap(({ patches }) => [...patches]))
    added.set(position, [...(added.get(position) ?? []), ...updates])
  const found = [...added].flatMap(([position, updates]) => {
    const at = parsePosition(position)
    return at === undefined ? [] : [{ ...at, updates: JSON.stringify(updates) }]
  })
  return boundRows(
    patches,
    found,
    ({ partition }) => String(partition),
    ({ offset }) => String(offset),
    ({ updates }) => updates,
  )
}

/** Says on the receipts of what waited under embargo why it was not filed when the embargo ended. */
export const settleReceipts = (changes: readonly IndexChange[]): readonly Bound[] => {
  const found = ofKind(changes, 'lifted').flatMap(({ row, receipt }) => {
    const at = parsePosition(row.position)
    return at === undefined || receipt === null ? [] : [{ ...at, ...receipt }]
  })
  return boundRows(
    unfiled,
    found,
    ({ partition }) => String(partition),
    ({ offset }) => String(offset),
    ({ status }) => status,
    ({ reason }) => reason,
  )
}
