import { DataSource, EntitySchema, type EntityManager } from 'typeorm'
import type { LogRecord } from '#event-log'
import { endsOf, totalOf } from '../log.js'
import { measure, type Sample } from '../measure.js'
import { eventIn, referenceFold } from '../product.js'
import type { Round } from '../round.js'
import { readSome, shareOf } from './kafka-read.js'
import { naiveComplete, tables } from './naive-pg.js'

type IncidentRow = { id: string; revision: number; title: string; body: string }
type CheckpointRow = { log_partition: number; next_offset: number }

const text = { type: 'text' } as const
const integer = { type: 'integer' } as const
const time = { type: 'timestamptz' } as const

const incidents = new EntitySchema<IncidentRow>({
  name: 'incident',
  schema: 'naive',
  columns: { id: { ...text, primary: true }, revision: integer, title: text, body: text },
})
const checkpoints = new EntitySchema<CheckpointRow>({
  name: 'checkpoint',
  schema: 'naive',
  columns: { log_partition: { ...integer, primary: true }, next_offset: { type: 'bigint' } },
})
const revisions = new EntitySchema({
  name: 'revision',
  schema: 'naive',
  columns: {
    ...{ incident_id: { ...text, primary: true }, revision: { ...integer, primary: true } },
    ...{ event_id: { type: 'uuid', unique: true }, event_type: text, update_id: { ...text, nullable: true } },
    ...{ log_partition: integer, log_offset: { type: 'bigint' }, said_at: time, received_at: time, recorded_at: time },
    ...{ changes: text, hash: text },
  },
})

/** One transaction an event is too slow to be given them all. */
const most = 1_500

/** The same as naivePg by TypeORM's entities: find with a lock, then save, save and save, in a transaction an event. */
export const naiveTypeorm = async ({ log, stack, database: { pool, url } }: Round): Promise<Sample> => {
  const to = shareOf(await endsOf(log.log, log.topics.incident), most)
  await pool.query(tables)
  await pool.query('INSERT INTO naive.checkpoint SELECT p, 0 FROM unnest($1::int[]) AS p', [[...to.keys()]])
  const source = new DataSource({
    type: 'postgres',
    url,
    entities: [incidents, checkpoints, revisions],
    installExtensions: false,
  })
  await source.initialize()
  const project = projector(source)
  try {
    return await measure(totalOf(to), stack.pids.postgres, async () => {
      await readSome(log, log.topics.incident, to, async (records) => {
        for (const record of records) await project(record)
      })
      return naiveComplete(pool, totalOf(to))
    })
  } finally {
    await source.destroy()
  }
}

const projector = (source: DataSource): ((record: LogRecord) => Promise<void>) => {
  const fold = referenceFold()
  return async ({ value, position: { partition, offset }, recordedAt }) => {
    const record = eventIn(value)
    const moved = fold.add(record, recordedAt)
    await source.transaction((manager) => save(manager, record, moved, { partition, offset, recordedAt }))
  }
}

type Where = { readonly partition: number; readonly offset: number; readonly recordedAt: string }

const save = async (
  manager: EntityManager,
  { incident, id, event }: ReturnType<typeof eventIn>,
  moved: ReturnType<ReturnType<typeof referenceFold>['add']>,
  { partition, offset, recordedAt }: Where,
): Promise<void> => {
  const { revision, updateId, saidAt, receivedAt, changesText, hash, title } = moved
  await manager.findOne(incidents, { where: { id: incident }, lock: { mode: 'pessimistic_write' } })
  await manager.save(revisions, {
    ...{ incident_id: incident, revision, event_id: id, event_type: event.type, update_id: updateId },
    ...{ log_partition: partition, log_offset: offset, changes: changesText, hash },
    ...{ said_at: new Date(saidAt), received_at: new Date(receivedAt), recorded_at: new Date(recordedAt) },
  })
  await manager.save(incidents, { id: incident, revision, title, body: moved.body() })
  await manager.save(checkpoints, { log_partition: partition, next_offset: offset + 1 })
}
