// The statements of the desk's reads as libs/read-model/src/queries has them; pgbench and the bare server run them.

export const currentSql = `SELECT id, revision, body FROM desk.incident WHERE id = coalesce(
  (SELECT id FROM desk.incident WHERE id = $1), (SELECT incident_id FROM desk.alias WHERE name = $1))`

const current = currentSql.replaceAll('$1', `('fill-' || :n)`)

const revision = `SELECT revision, event_type, said_at, recorded_at, changes, hash, CASE WHEN revision = :low THEN snapshot END AS snapshot
  FROM desk.revision WHERE incident_id = 'deep' AND revision BETWEEN :low AND :n ORDER BY revision`

const list = `SELECT id, body, last_recorded_at FROM desk.incident ORDER BY last_recorded_at DESC, id DESC LIMIT 51`

/** Scripts for pgbench, by the name of the read. */
export const pgbenchScripts = (incidents: number): { readonly [name: string]: string } => ({
  current: `\\set n random(1, ${incidents})\n${current};\n`,
  revision: `\\set n random(1, 1000)\n\\set low :n - :n % 32\n${revision};\n`,
  list: `${list};\n`,
})
