import type { Pool } from 'pg'
import type { Validators } from '../fetch/fetch-document.js'

/** Where a source goes on: the page to ask for next (null: the one configured), and what is known of a document. */
export type Place = {
  readonly url: string | null
  readonly known: (Validators & { readonly url: string }) | null
}

/** What one polled source remembers; in PostgreSQL, with a copy here, so that polling does not stand still without it. */
export type SourceMemory = {
  readonly place: () => Place
  readonly lastItemAt: () => number | null
  readonly knows: (digest: string) => boolean
  /** Entries put aside so far. */
  readonly putAside: () => number
  /** Notes entries, each with the reason why it was put aside or null where Kafka has it. */
  readonly note: (entries: readonly { digest: string; reason: string | null }[], at: number) => void
  readonly move: (place: Place) => void
  /** Writes what is new. What cannot be written stays to be written; throws the error of `pg`. */
  readonly save: () => Promise<void>
}

/** Entries remembered a source. One document holds far fewer, and one that comes back after more is dropped as a repeat by filing. */
const mostEntries = 50_000

/** Loads what a source remembers; throws the error of `pg`. */
export const loadMemory = async (pool: Pool, source: string): Promise<SourceMemory> => {
  const { rows } = await pool.query<PlaceRow>(
    'SELECT url, known_url, etag, last_modified, last_item_at FROM source.place WHERE source = $1',
    [source],
  )
  const entries = await pool.query<{ digest: string; reason: string | null }>(
    'SELECT digest, reason FROM source.entry WHERE source = $1 ORDER BY number DESC LIMIT $2',
    [source, mostEntries],
  )
  const known = new Set(entries.rows.reverse().map(({ digest }) => digest))
  let place = placeOf(rows[0])
  let lastItemAt = rows[0]?.last_item_at?.getTime() ?? null
  let putAside = entries.rows.filter(({ reason }) => reason !== null).length
  let unsaved: { digest: string; reason: string | null }[] = []
  let moved = false
  return {
    place: () => place,
    lastItemAt: () => lastItemAt,
    knows: (digest) => known.has(digest),
    putAside: () => putAside,
    note: (noted, at) => {
      for (const { digest, reason } of noted) {
        known.add(digest)
        if (reason === null) lastItemAt = at
        else putAside++
      }
      for (const oldest of known) {
        if (known.size <= mostEntries) break
        known.delete(oldest)
      }
      unsaved.push(...noted)
      moved = true
    },
    move: (next) => {
      if (JSON.stringify(next) === JSON.stringify(place)) return
      place = next
      moved = true
    },
    save: async () => {
      if (!moved) return
      const saving = unsaved
      await save(pool, { source, place, lastItemAt, saving })
      unsaved = unsaved.slice(saving.length)
      moved = unsaved.length > 0
    },
  }
}

type PlaceRow = {
  url: string | null
  known_url: string | null
  etag: string | null
  last_modified: string | null
  last_item_at: Date | null
}

const placeOf = (row: PlaceRow | undefined): Place => ({
  url: row?.url ?? null,
  known: row?.known_url == null ? null : { url: row.known_url, etag: row.etag, lastModified: row.last_modified },
})

type Saving = {
  readonly source: string
  readonly place: Place
  readonly lastItemAt: number | null
  readonly saving: readonly { readonly digest: string; readonly reason: string | null }[]
}

// One statement, so that the place never runs ahead of the entries.
const saveStatement = `
WITH noted AS (
  INSERT INTO source.entry (source, digest, reason)
  SELECT $1, digest, reason FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS given (digest, reason, place) ORDER BY place
  ON CONFLICT DO NOTHING
), forgotten AS (
  DELETE FROM source.entry WHERE source = $1
    AND number <= (SELECT number FROM source.entry WHERE source = $1 ORDER BY number DESC OFFSET $4 LIMIT 1)
)
INSERT INTO source.place (source, url, known_url, etag, last_modified, last_item_at) VALUES ($1, $5, $6, $7, $8, $9)
ON CONFLICT (source) DO UPDATE SET url = excluded.url, known_url = excluded.known_url, etag = excluded.etag,
  last_modified = excluded.last_modified, last_item_at = excluded.last_item_at`

const save = async (pool: Pool, { source, place, lastItemAt, saving }: Saving): Promise<void> => {
  await pool.query(saveStatement, [
    source,
    saving.map(({ digest }) => digest),
    saving.map(({ reason }) => reason?.replaceAll('\u0000', '?').slice(0, 1000) ?? null),
    mostEntries,
    place.url,
    place.known?.url ?? null,
    place.known?.etag ?? null,
    place.known?.lastModified ?? null,
    lastItemAt === null ? null : new Date(lastItemAt),
  ])
}
