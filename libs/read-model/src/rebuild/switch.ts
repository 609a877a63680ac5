import type { Pool, PoolClient } from 'pg'
import { versionLock } from '../projection/fence.js'
import { channel } from '../projection/write-statement.js'
import { projectionName, ProjectionError, type ProjectionVersion } from '../schema/registry.js'
import { pointViews } from '../schema/views.js'
import { inTransaction } from './building-version.js'
import { nextOffsets } from '../projection/next-offsets.js'
import {
  compareHistories,
  compareIncidents,
  compareRecords,
  mismatchLimit,
  touchedIncidents,
  type Mismatch,
  type Versions,
} from './compare.js'
import type { Comparison } from './compared-columns.js'
import type { Offsets } from './replay-log.js'

export type SwitchOptions = {
  readonly topic: string
  readonly live: ProjectionVersion
  readonly next: ProjectionVersion
  /** Brings the next version up to these offsets; called while the live one stands still. */
  readonly catchUp: (to: Offsets) => Promise<void>
  readonly force: boolean
  readonly maySwitch: boolean
}

export type Switched = {
  readonly identical: boolean
  readonly switched: boolean
  readonly mismatches: readonly Mismatch[]
  readonly blockedMs: number
}

/**
 * Compares two versions and makes the next one live where they are identical (or with `force`); of versions of different
 * policies, where their histories are. What was written long ago is compared beside the running writers; they are held
 * only for the last few records.
 */
export const compareAndSwitch = async (pool: Pool, options: SwitchOptions): Promise<Switched> => {
  const { topic, live, next } = options
  const by: Comparison = live.policy === next.policy ? 'everything' : 'history'
  const versions = { topic, live: live.schema, next: next.schema, by }
  const compared = await nextOffsets(pool, next.schema)
  const found = await compareHistories(pool, versions, compared)
  const suspects = (await compareIncidents(pool, versions)).map(({ incident }) => incident)
  for (const deadline = performance.now() + patienceMs; ;) {
    try {
      return await inTransaction(pool, (client) => settle(client, versions, options, { compared, found, suspects }))
    } catch (error) {
      if (!isInTheWay(error)) throw error
      if (performance.now() > deadline)
        throw new ProjectionError('SWITCH_TIMEOUT', 'readers or writers held the live version for too long')
    }
  }
}

/** How long it is tried to switch between readers and writers. */
const patienceMs = 30_000
/** How long a switch stands in the way of writers before it lets them pass and tries again. */
const writersMs = 2_000
// Below the second after which PostgreSQL ends somebody who waits in a circle: a reader that holds a view and wants another.
const readersMs = 300

/** A lock that was not to be had in time (55P03), or a circle of those who wait (40P01). */
const isInTheWay = (error: unknown): boolean => ['55P03', '40P01'].includes((error as { code?: string }).code ?? '')

type Before = { readonly compared: Offsets; readonly found: readonly Mismatch[]; readonly suspects: readonly string[] }

const settle = async (
  client: PoolClient,
  versions: Versions,
  { live, next, catchUp, force, maySwitch }: SwitchOptions,
  before: Before,
): Promise<Switched> => {
  await client.query(`SET LOCAL lock_timeout = ${writersMs}`)
  await client.query(`SELECT pg_advisory_xact_lock(${versionLock}, ${live.version})`)
  const since = performance.now()
  const end = await nextOffsets(client, live.schema)
  await catchUp(end)
  const moved = await touchedIncidents(client, live.schema, before.compared, end)
  const mismatches = [
    ...before.found,
    ...(await compareRecords(client, versions, before.compared, end)),
    ...(await compareIncidents(client, versions, [...new Set([...moved, ...before.suspects])])),
  ].slice(0, mismatchLimit)
  const identical = mismatches.length === 0
  const switched = maySwitch && (identical || force)
  if (switched) await makeLive(client, live, next, end)
  return { identical, switched, mismatches, blockedMs: performance.now() - since }
}

const makeLive = async (
  client: PoolClient,
  live: ProjectionVersion,
  next: ProjectionVersion,
  end: Offsets,
): Promise<void> => {
  await client.query(`SET LOCAL lock_timeout = ${readersMs}`)
  const update = `UPDATE wireledger.projection SET status = $2, switched_at = now() WHERE name = '${projectionName}' AND version = $1`
  await client.query(update, [live.version, 'retired'])
  await client.query(update, [next.version, 'live'])
  await pointViews(client, next)
  for (const [partition, offset] of end) {
    await client.query('SELECT pg_notify($1, $2)', [
      channel,
      JSON.stringify({ projection: next.schema, partition, next: offset }),
    ])
  }
}
