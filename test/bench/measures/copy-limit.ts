import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { measure, NotMeasured, type Sample } from '../measure.js'
import { liveSchema } from '../product.js'
import type { Round } from '../round.js'

/** A table of the projection, and the statements that make an empty one like it. */
type Copied = { readonly table: string; readonly made: (name: string, like: string) => readonly string[] }

const withTwoKeys: Copied = {
  table: 'revision',
  made: (name, like) => [
    `CREATE TABLE ${name} (LIKE ${like})`,
    `ALTER TABLE ${name} ADD PRIMARY KEY (incident_id, revision)`,
    `CREATE UNIQUE INDEX ON ${name} (event_id)`,
  ],
}

const asItIs = (table: string): Copied => ({
  table,
  made: (name, like) => [`CREATE TABLE ${name} (LIKE ${like} INCLUDING ALL)`],
})

/**
 * What the database server itself can take: a server-side binary COPY of the very revision rows of a projection, with
 * the primary key and the unique event id in place, and no client in the way.
 */
export const copyLimit = (round: Round): Promise<Sample> => copyOf(round, [withTwoKeys])

/**
 * The same for all that the product writes once an event: the revisions and the events, with every key and index of
 * theirs. What is written once a chunk or less (states, ledgers, tags) is left out, so nobody who keeps these indexes
 * while writing is faster on one core; a rebuild makes them afterwards.
 */
export const rowsLimit = (round: Round): Promise<Sample> => copyOf(round, [asItIs('revision'), asItIs('event')])

const copyOf = async (
  { stack, log, database: { pool }, projected }: Round,
  copied: readonly Copied[],
): Promise<Sample> => {
  const folder = stack.serverFolder
  if (folder === null) throw new NotMeasured('the server of DATABASE_URL has no folder that the bench knows')
  await projected()
  const schema = await liveSchema(pool)
  const copies = copied.map(({ table, made }) => ({
    ...{ from: `${schema}.${table}`, to: `copy_${table}`, made },
    file: join(folder, `${table}-${process.pid}.bin`),
  }))
  for (const { from, to, made, file } of copies) {
    await pool.query(`COPY ${from} TO '${file}' (FORMAT binary)`)
    await pool.query(`DROP TABLE IF EXISTS ${to}`)
    for (const statement of made(to, from)) await pool.query(statement)
  }
  await pool.query('CHECKPOINT')
  try {
    return await measure(log.events, stack.pids.postgres, async () => {
      let rows = 0
      for (const { to, file } of copies)
        rows += (await pool.query(`COPY ${to} FROM '${file}' (FORMAT binary)`)).rowCount ?? 0
      return rows === log.events * copies.length
    })
  } finally {
    for (const { to, file } of copies) {
      await pool.query(`DROP TABLE ${to}`)
      rmSync(file, { force: true })
    }
  }
}
