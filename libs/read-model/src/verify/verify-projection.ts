import type { PoolClient } from 'pg'
import { policyNamed, type Sha256 } from '#incident'
import { openDatabase } from '../database.js'
import { nextOffsets } from '../projection/next-offsets.js'
import { mismatchLimit, type Mismatch } from '../rebuild/compare.js'
import { startProgress, type ReplayProgress } from '../rebuild/progress.js'
import { distance, type ReplayLog } from '../rebuild/replay-log.js'
import type { AliasRow } from '../projection/rows.js'
import { compareAliases, addAliases } from './compare-aliases.js'
import { liveProjection } from '../schema/registry.js'
import { findStrays } from './strays.js'
import { verifyPartition } from './verify-partition.js'

export type VerifyOptions = {
  readonly url: string
  readonly log: ReplayLog
  /** Name of the log of record. */
  readonly topic: string
  readonly sha256: Sha256
  readonly onProgress?: (progress: ReplayProgress) => void
  readonly signal?: AbortSignal
}

/** What `verify --json` shows (contract §6): the differences in the order of the log, at most 100 a partition. */
export type VerifyResult = {
  readonly events: number
  readonly incidents: number
  readonly ok: boolean
  readonly mismatches: readonly Mismatch[]
}

/**
 * Folds the log in memory, one partition at a time, and compares every row of the live version with what came out: proof
 * that what readers see is the fold of the log under the version's policy. Reads one snapshot of the database, so that writers may go on.
 */
export const verifyProjection = async (options: VerifyOptions): Promise<VerifyResult> => {
  const pool = openDatabase({ url: options.url, role: 'owner', applicationName: 'wireledger-verify', max: 1 })
  const client = await pool.connect().catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return await verifyIn(client, options)
  } finally {
    client.release(true)
    await pool.end()
  }
}

const verifyIn = async (
  client: PoolClient,
  { log, topic, sha256, onProgress, signal }: VerifyOptions,
): Promise<VerifyResult> => {
  const { schema, policy } = await liveProjection(client)
  const ends = await nextOffsets(client, schema)
  const progress = startProgress(distance(new Map(), ends), onProgress)
  const incidents = new Set<string>()
  const aliases = new Map<string, AliasRow>()
  const mismatches: Mismatch[] = []
  for (const [partition, end] of [...ends].sort(([a], [b]) => a - b)) {
    const found = await verifyPartition({
      client,
      schema,
      log,
      topic,
      sha256,
      policy: policyNamed(policy),
      partition,
      end,
      signal,
      onRecords: (count) => {
        progress.add(count)
      },
      onAliases: (rows) => {
        addAliases(aliases, rows)
      },
    })
    for (const id of found.incidents) incidents.add(id)
    mismatches.push(...found.mismatches)
  }
  progress.enter('compare')
  mismatches.push(...(await compareAliases(client, schema, aliases)))
  mismatches.push(...(await findStrays(client, schema, topic, ends, incidents)))
  return {
    events: progress.end().events,
    incidents: incidents.size,
    ok: mismatches.length === 0,
    mismatches: eventsFirst(mismatches),
  }
}

/** Differences that name their event come first, in the order of the log. */
const eventsFirst = (mismatches: readonly Mismatch[]): Mismatch[] =>
  [
    ...mismatches.filter(({ position }) => position !== null),
    ...mismatches.filter(({ position }) => position === null),
  ].slice(0, mismatchLimit)
