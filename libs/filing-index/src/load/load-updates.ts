import type { ClientBase } from 'pg'
import { learn, versionKey, type ItemName, type Known, type KnownUpdate } from '#filing'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

type Row = {
  update_id: string
  provider: string
  item: string
  version: string
  digest: string
  position: string
  incident_id: string | null
  event_id: string | null
  claims: string
  content: string | null
  speaks: boolean
}
const columns = `u.update_id, u.provider, u.item, u.version, encode(u.digest, 'hex') AS digest, u.position, u.incident_id, u.event_id, u.claims,
  encode(u.content, 'hex') AS content, u.speaks`

const byId: Statement = {
  name: 'filing_load_updates',
  text: `SELECT ${columns} FROM filing.update AS u WHERE u.update_id = ANY($1::text[])`,
}
const before: Statement = {
  name: 'filing_load_before',
  text: `SELECT ${columns} FROM unnest($1::text[], $2::text[], $3::text[]) AS want(provider, item, version_key)
    CROSS JOIN LATERAL (SELECT * FROM filing.update AS x
      WHERE x.provider = want.provider AND x.item = want.item AND x.version_key < want.version_key AND x.incident_id IS NOT NULL AND x.speaks
      ORDER BY x.version_key DESC LIMIT 1) AS u`,
}
// Version keys begin with 0 or 1, so this one is above them all.
const aboveAll = '2'

export const loadUpdates = async (client: ClientBase, known: Known, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  for (const row of await run<Row>(client, byId, [ids])) learn(known, { kind: 'update', row: knownOf(row) })
}

/** Of each item the highest filed version below the one given. */
export const loadVersionsBefore = async (
  client: ClientBase,
  known: Known,
  wanted: readonly (ItemName & { readonly version: string | null })[],
): Promise<void> => {
  if (wanted.length === 0) return
  const rows = await run<Row>(client, before, [
    wanted.map(({ provider }) => provider),
    wanted.map(({ item }) => item),
    wanted.map(({ version }) => (version === null ? aboveAll : versionKey(version))),
  ])
  for (const row of rows) learn(known, { kind: 'update', row: knownOf(row) })
}

const knownOf = (row: Row): KnownUpdate => ({
  updateId: row.update_id,
  provider: row.provider,
  item: row.item,
  version: row.version,
  digest: row.digest,
  position: row.position,
  incident: row.incident_id,
  eventId: row.event_id,
  claims: (JSON.parse(row.claims) as [number, string, string][]).map(([index, fact, speaker]) => ({
    index,
    fact,
    speaker,
  })),
  content: row.content,
  speaks: row.speaks,
})
