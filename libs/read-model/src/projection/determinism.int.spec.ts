import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { applyChanges, emptyView, type Changes, type IncidentEvent } from '#incident'
import { sha256 } from '#incident/testing'
import { randomLog } from '../testing/random-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { openRecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { claimPartitions } from './claim-partitions.js'
import type { CacheRoom } from './incident-cache.js'
import { openProjection, type ProjectionWriter } from './open-projection.js'
import type { ProjectedRecord } from './read-record.js'

const schema = 'incident_p1'
const seeds = [1, 2, 3]
const ample: CacheRoom = { ready: 100_000_000, packed: 1_000_000 }
const none: CacheRoom = { ready: 0, packed: 0 }
// Most is packed, and some of it is let go of.
const tight: CacheRoom = { ready: 60_000, packed: 60_000 }
let models: TestReadModel[]

beforeAll(async () => {
  models = await Promise.all([testReadModel(), testReadModel()])
})
afterAll(() => Promise.all(models.map((model) => model.close())))

const tables = [
  'SELECT * FROM desk.incident ORDER BY id',
  'SELECT * FROM desk.revision ORDER BY incident_id, revision',
  'SELECT * FROM desk.state_change ORDER BY incident_id, revision',
  'SELECT * FROM desk.claim ORDER BY incident_id, claim_id, revision',
  'SELECT * FROM desk.effect ORDER BY incident_id, revision, kind, target, item, version',
  'SELECT * FROM desk.wire_update ORDER BY incident_id, update_id',
  'SELECT * FROM desk.event ORDER BY log_partition, log_offset',
  'SELECT * FROM desk.incident_tag ORDER BY tag, incident_id',
  'SELECT * FROM desk.alias ORDER BY name',
  'SELECT * FROM desk.refused ORDER BY log_partition, log_offset',
  'SELECT * FROM desk.quarantine ORDER BY log_partition, log_offset',
]

const empty = (model: TestReadModel): Promise<unknown> =>
  model.admin.query(
    `TRUNCATE ${['incident', 'recall', 'alias', 'revision', 'event', 'effect', 'incident_tag', 'refused', 'quarantine', 'checkpoint'].map((t) => `${schema}.${t}`).join(', ')}`,
  )

/** Projects the records of a partition in chunks of one size. */
const projectRecords = async (
  { projector }: TestReadModel,
  writer: ProjectionWriter,
  partition: number,
  records: readonly ProjectedRecord[],
  chunk: number,
): Promise<void> => {
  const epoch = (await claimPartitions(projector, schema, [partition])).get(partition)?.epoch ?? 0
  for (let at = 0; at < records.length; at += chunk)
    await writer.apply({ partition, records: records.slice(at, at + chunk) }, { schema, epoch })
}

/** Projects a random log in chunks of one size, partitions in one order, with a cache of one size. */
const project = async (
  model: TestReadModel,
  seed: number,
  chunk: number,
  cache: CacheRoom,
  partitions: readonly number[],
): Promise<unknown[][]> => {
  await empty(model)
  const log = randomLog(seed, { incidents: 60, partitions: 3 })
  const writer = openProjection(model.projector, { sha256, cache })
  for (const partition of partitions)
    await projectRecords(model, writer, partition, log.records[partition] ?? [], chunk)
  return Promise.all(tables.map(async (sql) => (await model.desk.query<Record<string, unknown>>(sql)).rows))
}

const recalls = async ({ admin }: TestReadModel): Promise<number> =>
  (await admin.query(`SELECT FROM ${schema}.recall`)).rows.length

type StoredRevision = {
  readonly incident_id: string
  readonly revision: number
  readonly changes: string
  readonly hash: string
  readonly event_type: IncidentEvent['type']
  readonly said_at: Date
  readonly recorded_at: Date
  readonly snapshot: string | null
}

describe('the projection is a function of the log', () => {
  it.each(seeds)(
    'whatever the chunks, the cache and the order of partitions (seed %i)',
    async (seed) => {
      const [one, other] = models
      if (one === undefined || other === undefined) throw new Error('two databases are needed')
      const [cached, restored] = await Promise.all([
        project(one, seed, 1000, ample, [0, 1, 2]),
        project(other, seed, 3, none, [2, 1, 0]),
      ])
      expect(restored).toEqual(cached)
      expect(await recalls(other)).toBeGreaterThan(2)
      // Whatever comes again comes in a chunk of its own, to an incident that was trimmed.
      expect(await project(one, seed, 1, ample, [1, 2, 0])).toEqual(cached)
      expect(await project(other, seed, 20, tight, [1, 0, 2])).toEqual(cached)
    },
    60_000,
  )

  it('and a name is whose it was first by the clock of the broker, also where that steps back', async () => {
    const log = openRecordLog(1)
    log.append(0, 'incident-x', updateFiled({ item: 'X1', aliases: ['disputed'] }))
    const later = log.append(0, 'incident-y', updateFiled({ item: 'Y1', aliases: ['disputed'] }))
    const records = [...(log.records[0] ?? []).slice(0, 1), { ...later, recordedAt: '2023-09-27T00:00:00.000Z' }]
    const owners = await Promise.all(
      models.map(async (model, index) => {
        await empty(model)
        await projectRecords(model, openProjection(model.projector, { sha256 }), 0, records, index + 1)
        return (
          await model.desk.query<{ name: string; incident_id: string }>('SELECT name, incident_id FROM desk.alias')
        ).rows
      }),
    )
    expect(owners).toEqual(Array(2).fill([{ name: 'disputed', incident_id: 'incident-y' }]))
  })

  it('and each snapshot is the state that the changes before it add up to', async () => {
    const [model] = models
    if (model === undefined) throw new Error('a database is needed')
    await project(model, 5, 1000, ample, [0, 1, 2])
    const { rows } = await model.admin.query<StoredRevision>(
      'SELECT * FROM desk.revision ORDER BY incident_id, revision',
    )
    const views = new Map<string, ReturnType<typeof emptyView>>()
    let snapshots = 0
    for (const row of rows) {
      const view = applyChanges(views.get(row.incident_id) ?? emptyView(row.incident_id, 'P1'), {
        revision: row.revision,
        changes: JSON.parse(row.changes) as Changes,
        hash: row.hash,
        eventType: row.event_type,
        saidAt: row.said_at.toISOString(),
        recordedAt: row.recorded_at.toISOString(),
      })
      views.set(row.incident_id, view)
      expect(row.snapshot === null).toBe(row.revision % 32 !== 0)
      if (row.snapshot === null) continue
      snapshots += 1
      expect(JSON.parse(row.snapshot)).toEqual(view)
    }
    for (const { id, state } of (await model.admin.query('SELECT id, state FROM desk.incident')).rows)
      expect(state).toEqual(views.get(id))
    expect(snapshots).toBeGreaterThan(0)
  })
})
