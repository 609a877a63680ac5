import { setTimeout as pause } from 'node:timers/promises'
import type { Pool } from 'pg'
import { freshDatabase } from '../database.js'
import { appendEvents, endsOf, openBenchLog, totalOf, type BenchLog } from '../log.js'
import { pgbenchVersion } from '../machine.js'
import { NotMeasured } from '../measure.js'
import type { BenchOptions } from '../options.js'
import { migrate } from '../product.js'
import { deepName, deepRevisions, readKinds } from '../reads/kinds.js'
import { fillIncidents, templateIncident } from '../reads/fill.js'
import { openReadDoors, readOnce, type Read } from '../reads/read-once.js'
import { keepRebuilding } from '../reads/rebuilding.js'
import { middleOf } from '../reads/middle.js'
import { startServices, until, type Place } from '../services.js'
import type { BenchStack } from '../stack.js'
import { deepIncident, workload } from '../workload.js'
import { projected } from './catch-up.js'

export type Reads = { readonly [where: string]: { readonly [kind: string]: Read } }

/**
 * Every kind of read through the desk's door, eight connections, beside so many incidents: alone, and with a rebuild
 * running; beside pgbench with the same statements and a bare HTTP server. The product projects an incident of a thousand
 * revisions, a workload, and one incident that the server itself then multiplies.
 */
export const measureReads = async (
  stack: BenchStack,
  options: BenchOptions,
  onProgress: (line: string) => void,
): Promise<{ readonly reads: Reads; readonly notMeasured: { readonly [name: string]: string } }> => {
  const withPgbench = await pgbenchVersion().then(
    () => null,
    (error: unknown) => (error instanceof NotMeasured ? error.message : String(error)),
  )
  if (withPgbench !== null) console.error(`NOT MEASURED: pgbench: ${withPgbench}`)
  const bench = await openBenchLog(stack)
  const database = await freshDatabase(stack.databaseUrl)
  try {
    await migrate(database.url)
    onProgress(`reads: projecting ${options.events} events and an incident of ${deepRevisions} revisions`)
    await fillLog(bench, options)
    const place = { prefix: bench.prefix, databaseUrl: database.url }
    await projectAll(stack, bench, place, database.pool)
    const reads: { [where: string]: Reads[string] } = {}
    let filled = 0
    for (const incidents of options.incidents) {
      onProgress(`reads: filling the tables up to ${incidents} incidents`)
      await fillIncidents(database.pool, filled, incidents)
      filled = incidents
      const doors = await openReadDoors(stack, place, {
        incidents,
        pgbench: withPgbench === null,
        seconds: options.readSeconds,
      })
      try {
        const kinds = readKinds(incidents, await momentsOf(database.pool))
        reads[String(incidents)] = await middleOf(options.rounds, (round) => {
          onProgress(`reads beside ${incidents} incidents, round ${round} of ${options.rounds}`)
          return readOnce(doors, kinds)
        })
        onProgress(`reads beside ${incidents} incidents and a rebuild`)
        const rebuilding = keepRebuilding(stack, place)
        try {
          await pause(3_000)
          const some = kinds.filter(({ beside }) => beside)
          reads[`${incidents} rebuilding`] = await middleOf(options.rounds, () =>
            readOnce({ ...doors, compare: false }, some),
          )
        } finally {
          await rebuilding.stop()
        }
      } finally {
        await doors.close()
      }
    }
    return { reads, notMeasured: withPgbench === null ? {} : { 'reads by pgbench': withPgbench } }
  } finally {
    await database.drop()
    await bench.drop()
  }
}

const fillLog = async (bench: BenchLog, { events }: BenchOptions): Promise<void> => {
  await appendEvents(bench, deepIncident(templateIncident, 1, 3))
  // In many batches, so that the broker gives them more than one moment.
  const deep = [...deepIncident(deepName, deepRevisions, 7)].slice(0, deepRevisions)
  for (let at = 0; at < deep.length; at += 50) {
    await appendEvents(bench, deep.slice(at, at + 50))
    await pause(5)
  }
  await appendEvents(bench, workload(events))
}

const projectAll = async (stack: BenchStack, { log, topics }: BenchLog, place: Place, pool: Pool): Promise<void> => {
  const end = totalOf(await endsOf(log, topics.incident))
  const services = await startServices(stack, ['projector'], place)
  try {
    await until(services.projector, 'projecting the log', 600_000, async () => (await projected(pool)).next >= end)
  } finally {
    await services.stop()
  }
}

const momentsOf = async (pool: Pool): Promise<{ saidAt: string[]; recordedAt: string[] }> => {
  const { rows } = await pool.query<{ said: string[]; recorded: string[] }>(
    `SELECT array_agg(to_json(said_at AT TIME ZONE 'UTC') #>> '{}' || 'Z') AS said,
       array_agg(to_json(recorded_at AT TIME ZONE 'UTC') #>> '{}' || 'Z') AS recorded FROM desk.revision WHERE incident_id = $1`,
    [deepName],
  )
  return { saidAt: rows[0]?.said ?? [], recordedAt: rows[0]?.recorded ?? [] }
}
