import type { ClientBase } from 'pg'
import type { IndexChange } from '#filing'
import { write, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const texts: Statement = {
  name: 'filing_write_texts',
  text: `INSERT INTO filing.text_item (provider, item, digest, name, update_id, received_at)
    SELECT provider, item, decode(digest, 'hex'), name, update_id, received_at
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
      AS new(provider, item, digest, name, update_id, received_at)`,
}

/** Writes which items bare texts became. */
export const writeTexts = (client: ClientBase, changes: readonly IndexChange[]): Promise<void> => {
  const learnt = ofKind(changes, 'text').map(({ row }) => row)
  return write(client, texts, learnt, (rows) => [
    rows.map(({ provider }) => provider),
    rows.map(({ item }) => item),
    rows.map(({ bytesDigest }) => bytesDigest),
    rows.map(({ name }) => name),
    rows.map(({ updateId }) => updateId),
    rows.map(({ receivedAt }) => receivedAt),
  ])
}
