import { appendBatch, batchOfNothing } from '#testkit'
import type { Arena, Fault } from './fault.js'
import { eventBehind, projectedBehind, publishBehind, withProducer } from './poison.js'

// The broker unpacks batches, so that a wire topic of 1 MiB takes no more than this of nothing.
const crowds = { filing: 100_000, projection: 200_000 } as const
const patienceMs = 300_000

type Stage = keyof typeof crowds

/** Appends a crowd of nothing to a partition, and answers the offset of its first record. */
const appendCrowd = ({ world: { servers, topics } }: Arena, stage: Stage, partition: number): Promise<number> => {
  const topic = stage === 'filing' ? topics.wire : topics.incident
  return appendBatch(servers.brokers[0] ?? '', topic, partition, batchOfNothing(crowds[stage]))
}

/** Requires that each record of the crowd has been put aside, and once. */
const mustAllBeInQuarantine = async (
  { world: { probe, topics }, wrong }: Arena,
  stage: Stage,
  partition: number,
  first: number,
): Promise<void> => {
  const crowd = crowds[stage]
  const { rows } = await probe.pool.query<{ kept: string; offsets: string }>(
    `SELECT count(*) AS kept, count(DISTINCT log_offset) AS offsets FROM desk.quarantine
     WHERE stage = $1 AND topic = $2 AND log_partition = $3 AND log_offset >= $4 AND log_offset < $5 AND reason <> ''`,
    [stage, stage === 'filing' ? topics.wire : topics.incident, partition, first, first + crowd],
  )
  const { kept, offsets } = rows[0] ?? { kept: '0', offsets: '0' }
  if (Number(kept) !== crowd || Number(offsets) !== crowd)
    wrong(
      `of ${crowd} records of nothing at ${partition}/${first}, ${kept} are in the quarantine of ${stage}, at ${offsets} places`,
    )
}

/** A crowd for the filer, and a good update behind it that must be projected. */
const crowdTheWire = async (arena: Arena, partition: number): Promise<void> => {
  const { world } = arena
  const first = await appendCrowd(arena, 'filing', partition)
  await withProducer(world, async (producer) => {
    const { updateId } = await publishBehind(world, producer, [], { partition })
    arena.measure('crowdOnTheWireToNextProjected', await projectedBehind(world, updateId, 'a crowd', patienceMs))
  })
  await mustAllBeInQuarantine(arena, 'filing', partition, first)
}

/** A crowd for the projector, and an event behind it, of those that come all the time, that must be projected. */
const crowdTheLog = async (arena: Arena, partition: number): Promise<void> => {
  const first = await appendCrowd(arena, 'projection', partition)
  const last = first + crowds.projection - 1
  arena.measure('crowdInTheLogToNextProjected', await eventBehind(arena.world, partition, last, 'a crowd', patienceMs))
  await mustAllBeInQuarantine(arena, 'projection', partition, first)
}

export const crowdFaults: readonly Fault[] = [
  {
    name: 'crowded-batches',
    does: `one batch of ${crowds.filing} records of nothing on the wire, and one of ${crowds.projection} in the log of record`,
    scope: 'shared',
    lengthy: true,
    inject: async (arena) => {
      const { world, dice, count } = arena
      count(2)
      await crowdTheWire(arena, dice.between(0, world.partitions - 1))
      await crowdTheLog(arena, dice.between(0, world.partitions - 1))
    },
  },
]
