import type { ClientBase } from 'pg'
import { learn, type Known, type KnownText } from '#filing'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

const texts: Statement = {
  name: 'filing_load_texts',
  text: `SELECT t.provider, encode(t.digest, 'hex') AS digest, t.name, t.item, t.update_id, t.received_at
    FROM unnest($1::text[], $2::text[]) AS want(provider, digest)
    JOIN filing.text_item AS t ON t.provider = want.provider AND t.digest = decode(want.digest, 'hex')`,
}
type Row = { provider: string; digest: string; name: string; item: string; update_id: string; received_at: Date }

/** Every item that the same bytes of the same provider have become so far. */
export const loadTexts = async (
  client: ClientBase,
  known: Known,
  wanted: readonly { readonly provider: string; readonly bytesDigest: string }[],
): Promise<KnownText[]> => {
  if (wanted.length === 0) return []
  const values = [wanted.map(({ provider }) => provider), wanted.map(({ bytesDigest }) => bytesDigest)]
  const rows = (await run<Row>(client, texts, values)).map((row): KnownText => ({
    provider: row.provider,
    bytesDigest: row.digest,
    name: row.name,
    item: row.item,
    updateId: row.update_id,
    receivedAt: row.received_at.toISOString(),
  }))
  for (const row of rows) learn(known, { kind: 'text', row })
  return rows
}
