import type { IndexChange } from '#filing'
import { boundRows, type Bound, type Statement } from '../statement.js'
import { ofKind } from './of-kind.js'

const texts: Statement = {
  name: 'filing_write_texts',
  text: `INSERT INTO filing.text_item (provider, item, digest, name, update_id, received_at)
    SELECT provider, item, decode(digest, 'hex'), name, update_id, received_at::timestamptz
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
      AS new(provider, item, digest, name, update_id, received_at)`,
}

/** Writes which items bare texts became. */
export const writeTexts = (changes: readonly IndexChange[]): readonly Bound[] =>
  boundRows(
    texts,
    ofKind(changes, 'text').map(({ row }) => row),
    ({ provider }) => provider,
    ({ item }) => item,
    ({ bytesDigest }) => bytesDigest,
    ({ name }) => name,
    ({ updateId }) => updateId,
    ({ receivedAt }) => receivedAt,
  )
