import { policyNamed, type Sha256 } from '#incident'
import { openDatabase } from '../database.js'
import { claimPartitions } from '../projection/claim-partitions.js'
import { openProjection } from '../projection/open-projection.js'
import {
  liveProjection,
  projectionName,
  ProjectionError,
  projectionVersions,
  type ProjectionVersion,
} from '../schema/registry.js'
import { buildingVersion, dropVersion, finishIndexes, inTransaction, openBuilding } from './building-version.js'
import { nextOffsets } from '../projection/next-offsets.js'
import type { Mismatch } from './compare.js'
import { loadHere, type LoadPartitions } from './load-partitions.js'
import { loadRange } from './load.js'
import { startProgress, type ReplayProgress } from './progress.js'
import { aloneOn } from './rebuild-lock.js'
import { distance, type Offsets, type ReplayLog } from './replay-log.js'
import { compareAndSwitch } from './switch.js'

export type RebuildOptions = {
  readonly url: string
  readonly log: ReplayLog
  /** Name of the log of record. */
  readonly topic: string
  readonly sha256: Sha256
  readonly onProgress?: (progress: ReplayProgress) => void
  /** Aborting pauses: the next call goes on from there. */
  readonly signal?: AbortSignal
  /** Name of the policy to fold with; without it, that of the live version. A rollback has that of its version. */
  readonly policy?: string
  /** Begins anew although an unfinished version was left. */
  readonly restart?: boolean
  /** Switches although the versions differ, as after a change of the fold. */
  readonly force?: boolean
  /** False to build and compare only; the version is kept, and the next call switches. Default true. */
  readonly switch?: boolean
  /** Loads the partitions of the fresh version elsewhere than in this thread. */
  readonly loadPartitions?: LoadPartitions
}

/** What `replay --json` shows (contract §6), the policy that was live before, and for how long writers stood still. */
export type RebuildResult = {
  readonly projection: string
  readonly from: string
  readonly to: string
  readonly events: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly identical: boolean
  readonly mismatches: readonly Mismatch[]
  readonly switched: boolean
  /** The policy of `to`. Where `from` has another one, `identical` is about the history alone. */
  readonly policy: string
  readonly policyBefore: string
  readonly blockedMs: number
}

/**
 * Folds the whole log into a fresh version beside the live one, compares the two, and makes the fresh one live where
 * they are identical. Throws {@link ProjectionError} (`REBUILD_RUNNING` where another one runs), an unknown policy's name
 * as `UnknownPolicy`, and what the log and `pg` throw; then the version stays as it is and the next call goes on.
 */
export const rebuildProjection = (options: RebuildOptions): Promise<RebuildResult> =>
  withPools(options, async (pools) => {
    const policy = policyNamed(options.policy ?? (await liveProjection(pools.owner)).policy).name
    const next = await openBuilding(pools.owner, { restart: options.restart ?? false, policy })
    return replayInto(next, pools, options)
  })

/** Brings the version that was live before up to date, compares, and makes it live again. */
export const rollbackProjection = (options: RebuildOptions): Promise<RebuildResult> =>
  withPools(options, async (pools) => {
    const retired = (await projectionVersions(pools.owner)).filter(({ status }) => status === 'retired')
    const previous = retired.at(-1)
    if (previous === undefined) throw new ProjectionError('NOTHING_TO_ROLL_BACK', 'no earlier version is kept')
    try {
      return await replayInto(previous, pools, options)
    } finally {
      await retireUnlessLive(pools.owner, previous)
    }
  })

/** Throws an unfinished version away, and answers whether there was one. */
export const cancelRebuild = (options: { readonly url: string }): Promise<boolean> =>
  withPools(options, async ({ owner }) => {
    const left = await buildingVersion(owner)
    if (left === undefined) return false
    await inTransaction(owner, (client) => dropVersion(client, left))
    return true
  })

/** Throws every earlier version away; there is no way back then. Answers their schemas. */
export const dropRetired = (options: { readonly url: string }): Promise<string[]> =>
  withPools(options, async ({ owner }) => {
    const retired = (await projectionVersions(owner)).filter(({ status }) => status === 'retired')
    for (const version of retired) await inTransaction(owner, (client) => dropVersion(client, version))
    return retired.map(({ schema }) => schema)
  })

type Pools = { readonly owner: ReturnType<typeof openDatabase>; readonly writer: ReturnType<typeof openDatabase> }

// A partition waits for a client at most ten seconds, so there are as many as partitions are usually written at once.
const writers = 16

const withPools = async <T>({ url }: { readonly url: string }, work: (pools: Pools) => Promise<T>): Promise<T> => {
  const owner = openDatabase({ url, role: 'owner', applicationName: 'wireledger-replay', max: 3 })
  const writer = openDatabase({ url, role: 'projector', applicationName: 'wireledger-replay', max: writers })
  try {
    return await aloneOn(owner, () => work({ owner, writer }))
  } finally {
    await Promise.all([owner.end(), writer.end()])
  }
}

// This close to the live version the rest is read while its writers are held.
const closeEnough = 2000

const replayInto = async (
  next: ProjectionVersion,
  { owner, writer }: Pools,
  options: RebuildOptions,
): Promise<RebuildResult> => {
  const { log, topic, signal, sha256 } = options
  const live = await liveProjection(owner)
  const goal = await nextOffsets(owner, live.schema)
  await reopen(owner, next)
  const claimed = await claimPartitions(owner, next.schema, [...goal.keys()])
  const place = new Map([...claimed].map(([partition, { next: offset }]) => [partition, offset]))
  const epochs = new Map([...claimed].map(([partition, { epoch }]) => [partition, epoch]))
  const progress = startProgress(distance(place, goal), options.onProgress)
  const projection = openProjection(writer, {
    sha256,
    live: false,
    onChunk: ({ partition, next: offset }) => {
      progress.add(offset - (place.get(partition) ?? 0))
      place.set(partition, offset)
    },
  })
  const catchUp = async (to: Offsets): Promise<void> => {
    const unclaimed = [...to.keys()].filter((partition) => !epochs.has(partition))
    for (const [partition, { next: offset, epoch }] of await claimPartitions(owner, next.schema, unclaimed)) {
      place.set(partition, offset)
      epochs.set(partition, epoch)
    }
    await loadRange(new Map(place), to, { log, topic, writer: projection, schema: next.schema, epochs, signal })
  }
  const loadWhole = async (to: Offsets): Promise<void> => {
    const partitions = [...to]
      .filter(([, end]) => end > 0)
      .map(([partition, end]) => {
        const written = place.get(partition) ?? 0
        return { partition, epoch: epochs.get(partition) ?? 0, written, end: Math.max(end, written) }
      })
    const load = options.loadPartitions ?? loadHere({ pool: writer, log, sha256 })
    await load({ topic, schema: next.schema, policy: next.policy }, partitions, {
      onProgress: (count) => progress.add(count),
      signal,
    })
    for (const { partition, end } of partitions) place.set(partition, end)
  }
  progress.enter('load')
  if (next.status === 'building') {
    await loadWhole(goal)
    progress.enter('index')
    await finishIndexes(owner, next.schema)
  } else await catchUp(goal)
  progress.enter('catch up')
  for (
    let to = await nextOffsets(owner, live.schema);
    distance(place, to) > closeEnough;
    to = await nextOffsets(owner, live.schema)
  ) {
    await catchUp(to)
  }
  progress.enter('compare')
  const outcome = await compareAndSwitch(owner, {
    topic,
    live,
    next,
    catchUp,
    force: options.force ?? false,
    maySwitch: options.switch ?? true,
  })
  return {
    projection: projectionName,
    from: live.schema,
    to: next.schema,
    policy: next.policy,
    policyBefore: live.policy,
    ...progress.end(),
    ...outcome,
  }
}

/** A retired version that is taken up again is one that is being built; its former writers stay fenced by the epoch. */
const reopen = async (owner: Pools['owner'], { version, status }: ProjectionVersion): Promise<void> => {
  if (status !== 'retired') return
  await owner.query(`UPDATE wireledger.projection SET status = 'building' WHERE name = $1 AND version = $2`, [
    projectionName,
    version,
  ])
}

/** A rollback that did not come to its switch leaves nothing half-built behind. */
const retireUnlessLive = async (owner: Pools['owner'], { version }: ProjectionVersion): Promise<void> => {
  await owner.query(
    `UPDATE wireledger.projection SET status = 'retired' WHERE name = $1 AND version = $2 AND status = 'building'`,
    [projectionName, version],
  )
}
