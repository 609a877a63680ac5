import { parsePosition } from '#eventing'
import type { IndexChange } from '#filing'
import type { ClientBase } from 'pg'
import type { ReceiptUpdate } from '../chunk.js'
import type { DecidedPlace } from '../decide-chunk.js'
import { write, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

// A rebuilt index has the receipts of what was filed already; deciding again only finds repeats of themselves.
const receipts: Statement = {
  name: 'filing_write_all_receipts',
  text: `INSERT INTO filing.receipt (topic, log_partition, log_offset, status, updates, reason, warnings)
    SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[])
    ON CONFLICT DO NOTHING`,
}
const patches: Statement = {
  name: 'filing_patch_receipts',
  text: `UPDATE filing.receipt AS r SET status = 'filed', reason = NULL, updates = (r.updates::jsonb || new.updates::jsonb)::text
    FROM unnest($1::integer[], $2::bigint[], $3::text[]) AS new(log_partition, log_offset, updates)
    WHERE r.topic = 'wire' AND r.log_partition = new.log_partition AND r.log_offset = new.log_offset`,
}

const unfiled: Statement = {
  name: 'filing_settle_receipts',
  text: `UPDATE filing.receipt AS r SET status = new.status, reason = new.reason
    FROM unnest($1::integer[], $2::bigint[], $3::text[], $4::text[]) AS new(log_partition, log_offset, status, reason)
    WHERE r.topic = 'wire' AND r.log_partition = new.log_partition AND r.log_offset = new.log_offset AND r.status = 'waiting'`,
}

export const writeReceipts = (client: ClientBase, decided: readonly DecidedPlace[]): Promise<void> => {
  const found = decided.flatMap(({ receipts, place }) => receipts.map((receipt) => ({ ...receipt, ...place })))
  return write(client, receipts, found, (rows) => [
    rows.map(({ source }) => source),
    rows.map(({ partition }) => partition),
    rows.map(({ offset }) => offset),
    rows.map(({ status }) => status),
    rows.map(({ updates }) => JSON.stringify(updates)),
    rows.map(({ reason }) => reason?.replaceAll('\u0000', '?') ?? null),
    rows.map(({ warnings }) => JSON.stringify(warnings)),
  ])
}

/** Adds to earlier receipts what was filed only now. */
export const patchReceipts = (client: ClientBase, decided: readonly DecidedPlace[]): Promise<void> => {
  const added = new Map<string, readonly ReceiptUpdate[]>()
  for (const [position, updates] of decided.flatMap(({ patches }) => [...patches]))
    added.set(position, [...(added.get(position) ?? []), ...updates])
  const found = [...added].flatMap(([position, updates]) => {
    const at = parsePosition(position)
    return at === undefined ? [] : [{ ...at, updates: JSON.stringify(updates) }]
  })
  return write(client, patches, found, (rows) => [
    rows.map(({ partition }) => partition),
    rows.map(({ offset }) => offset),
    rows.map(({ updates }) => updates),
  ])
}

/** Says on the receipts of what waited under embargo why it was not filed when the embargo ended. */
export const settleReceipts = (client: ClientBase, changes: readonly IndexChange[]): Promise<void> => {
  const found = ofKind(changes, 'lifted').flatMap(({ row, receipt }) => {
    const at = parsePosition(row.position)
    return at === undefined || receipt === null ? [] : [{ ...at, ...receipt }]
  })
  return write(client, unfiled, found, (rows) => [
    rows.map(({ partition }) => partition),
    rows.map(({ offset }) => offset),
    rows.map(({ status }) => status),
    rows.map(({ reason }) => reason),
  ])
}
