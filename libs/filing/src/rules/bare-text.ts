import { epochOf } from '#eventing'
import { textKey, type Known, type KnownText } from '../known.js'
import type { Incoming } from '../incoming.js'

/** How long the same bytes under the same name are taken for the same delivery, from the item's receipt. */
export const repeatWindowMs = 10 * 60 * 1000

export type BareText = { readonly repeats: KnownText } | { readonly item: string }

/**
 * The item of an update without any identity: `sha256-` and 32 digits of its bytes' digest. The same bytes from the
 * same provider under the same name are a repeat within ten minutes, else a new item with the next free suffix.
 */
export const identifyBareText = (known: Known, incoming: Incoming): BareText => {
  const bytesDigest = textDigestOf(incoming)
  const rows = known.texts.get(textKey({ provider: incoming.update.provider, bytesDigest })) ?? []
  const received = epochOf(incoming.receivedAt)
  const repeats = rows.find(
    (row) => row.name === (incoming.name ?? '') && Math.abs(received - epochOf(row.receivedAt)) <= repeatWindowMs,
  )
  if (repeats !== undefined) return { repeats }
  const stem = `sha256-${bytesDigest.slice(0, 32)}`
  return { item: rows.length === 0 ? stem : `${stem}-${Math.max(...rows.map((row) => suffixOf(row.item))) + 1}` }
}

/** Of several nameless items in one record the bytes cannot tell which is which: there the payload stands for them. */
export const textDigestOf = ({ siblings, bytesDigest, digest }: Incoming): string =>
  siblings > 1 ? digest : bytesDigest

const suffixOf = (item: string): number => Number(/^sha256-[0-9a-f]{32}-(\d+)$/.exec(item)?.[1] ?? 1)
