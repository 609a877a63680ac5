import type { Pool } from 'pg'

type Counts = { revisions: number; summed: number; uneven: number; digest: string }

// Revisions are 1..n without holes, the row of an incident stands at its last one, and carries its hash.
const sql = `WITH counted AS (SELECT incident_id, count(*) AS n, sum(revision) AS total, max(revision) AS last FROM desk.revision GROUP BY 1)
SELECT (SELECT sum(n) FROM counted)::int AS revisions, (SELECT sum(revision) FROM desk.incident)::int AS summed,
  (SELECT count(*) FROM counted c FULL JOIN desk.incident i ON i.id = c.incident_id
     LEFT JOIN desk.revision r ON r.incident_id = i.id AND r.revision = i.revision
   WHERE i.revision IS DISTINCT FROM c.last OR c.n <> c.last OR c.total <> c.last::bigint * (c.last + 1) / 2
     OR i.hash IS DISTINCT FROM r.hash)::int AS uneven,
  (SELECT encode(sha256(convert_to(string_agg(id || ' ' || revision || ' ' || hash, E'\\n' ORDER BY (id || ' ' || revision || ' ' || hash) COLLATE "C"), 'UTF8')), 'hex')
   FROM desk.incident) AS digest`

/** Whether every event made one revision, every incident's revisions add up, and the hashes are those of the plain fold. */
export const isComplete = async (pool: Pool, events: number, digest: string | null): Promise<boolean> => {
  const { rows } = await pool.query<Counts>(sql)
  const [row] = rows
  const counts = row?.revisions === events && row.summed === events && row.uneven === 0
  return counts && (digest === null || row.digest === digest)
}
