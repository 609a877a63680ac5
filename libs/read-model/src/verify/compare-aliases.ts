import type { PoolClient } from 'pg'
import { compareBytes, epochOf } from '#eventing'
import type { AliasRow } from '../projection/rows.js'
import type { Mismatch } from '../rebuild/compare.js'

/** Keeps of each name the row of the record that gave it first, over all partitions. */
export const addAliases = (known: Map<string, AliasRow>, rows: readonly AliasRow[]): void => {
  for (const row of rows) {
    const there = known.get(row.name)
    if (there === undefined || isBefore(row, there)) known.set(row.name, row)
  }
}

const isBefore = ({ recorded: a }: AliasRow, { recorded: b }: AliasRow): boolean =>
  (epochOf(a.recordedAt) - epochOf(b.recordedAt) ||
    a.position.partition - b.position.partition ||
    a.position.offset - b.position.offset) < 0

/** Compares every name and the incident it stands for. */
export const compareAliases = async (
  client: PoolClient,
  schema: string,
  known: ReadonlyMap<string, AliasRow>,
): Promise<Mismatch[]> => {
  const { rows } = await client.query<{ name: string; incident_id: string }>(
    `SELECT name, incident_id FROM ${schema}.alias`,
  )
  const stored = new Map(rows.map((row) => [row.name, row.incident_id]))
  const names = [...new Set([...known.keys(), ...stored.keys()])].sort(compareBytes)
  return names
    .filter((name) => stored.get(name) !== known.get(name)?.recorded.stream)
    .map((name) => ({
      incident: known.get(name)?.recorded.stream ?? stored.get(name) ?? '',
      revision: null,
      eventId: known.get(name)?.recorded.id ?? null,
      position: null,
      what: `the name ${JSON.stringify(name)} stands for another incident`,
    }))
}
