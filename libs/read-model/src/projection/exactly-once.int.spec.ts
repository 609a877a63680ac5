import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Pool } from 'pg'
import { evolve, firstPolicy, openIncident } from '#incident'
import { sha256 } from '#incident/testing'
import { openRecordLog, type RecordLog } from '../testing/records.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { claimOverruled, updateFiled } from '../testing/update.js'
import { pieceSize } from './chunk.js'
import { claimPartitions } from './claim-partitions.js'
import { openProjection, type ChunkReport, type ProjectionWriter } from './open-projection.js'
import { readRecords } from './read-records.js'

const schema = 'incident_p1'
let model: TestReadModel
let log: RecordLog
let writer: ProjectionWriter
let partition = -1

beforeAll(async () => {
  model = await testReadModel()
  log = openRecordLog(64)
  writer = openProjection(model.projector, { sha256 })
})
afterAll(() => model.close())

/** Each test works on a partition of its own. */
const take = async (): Promise<{ p: number; epoch: number; incident: string }> => {
  partition += 1
  return { p: partition, epoch: await epochOf(model.projector, partition), incident: `incident-${partition}` }
}
const epochOf = async (pool: Pool, p: number): Promise<number> =>
  (await claimPartitions(pool, schema, [p])).get(p)?.epoch ?? 0
const lane = (p: number, from = 0, to?: number) => ({ partition: p, records: (log.records[p] ?? []).slice(from, to) })
const revisions = async (incident: string) =>
  (
    await model.admin.query<{ revision: number; hash: string; update_id: string }>(
      `SELECT revision, hash, update_id FROM desk.revision WHERE incident_id = $1 ORDER BY revision`,
      [incident],
    )
  ).rows
const nextOf = async (p: number) =>
  Number(
    (await model.admin.query(`SELECT next_offset FROM desk.checkpoint WHERE log_partition = $1`, [p])).rows[0]
      .next_offset,
  )

const long = 'shooting continued near the bridge '.repeat(60)

describe('the projection applies each event exactly once', () => {
  it('although the same batch is delivered twice', async () => {
    const { p, epoch, incident } = await take()
    for (const item of ['A', 'B', 'C']) log.append(p, incident, updateFiled({ item, police: 1 }))
    expect(await writer.apply(lane(p), { schema, epoch })).toBe('applied')
    const before = await revisions(incident)
    expect(await writer.apply(lane(p), { schema, epoch })).toBe('applied')
    expect(before.map(({ revision }) => revision)).toEqual([1, 2, 3])
    expect(await revisions(incident)).toEqual(before)
    expect(await nextOf(p)).toBe(3)
  })

  it('although batches overlap', async () => {
    const { p, epoch, incident } = await take()
    for (const item of ['A', 'B', 'C', 'D', 'E']) log.append(p, incident, updateFiled({ item, police: 1 }))
    await writer.apply(lane(p, 0, 3), { schema, epoch })
    await writer.apply(lane(p, 1, 5), { schema, epoch })
    expect((await revisions(incident)).map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5])
  })

  it('and a batch with a hole before it is refused', async () => {
    const { p, epoch, incident } = await take()
    for (const item of ['A', 'B', 'C']) log.append(p, incident, updateFiled({ item }))
    await expect(writer.apply(lane(p, 1), { schema, epoch })).rejects.toMatchObject({ code: 'LOG_GAP' })
    expect(await nextOf(p)).toBe(0)
  })

  it('although the bytes were appended twice, in one batch and in two', async () => {
    const { p, epoch, incident } = await take()
    const a = log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    log.appendRaw(p, a.key, a.value)
    const b = log.append(p, incident, updateFiled({ item: 'B', police: 2 }))
    await writer.apply(lane(p), { schema, epoch })
    log.appendRaw(p, b.key, b.value)
    log.append(p, incident, updateFiled({ item: 'C', police: 3 }))
    await writer.apply(lane(p, 3), { schema, epoch })
    expect((await revisions(incident)).map((row) => row.update_id)).toEqual(['agy-a/A@1', 'agy-a/B@1', 'agy-a/C@1'])
    expect(await nextOf(p)).toBe(5)
  })

  it('although bytes come again far behind in a long batch', async () => {
    const { p, epoch, incident } = await take()
    const a = log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    for (let n = 0; n < 600; n++) log.append(p, incident, updateFiled({ item: `B${n}` }))
    log.appendRaw(p, a.key, a.value)
    expect(await writer.apply(lane(p), { schema, epoch })).toBe('applied')
    expect(await revisions(incident)).toHaveLength(601)
    expect(await nextOf(p)).toBe(602)
  })

  it('although bytes of an earlier batch come again in a long one', async () => {
    const { p, epoch, incident } = await take()
    const a = log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    const b = log.append(p, `${incident}-b`, updateFiled({ item: 'B', police: 2 }))
    await writer.apply(lane(p), { schema, epoch })
    for (let n = 0; n < 300; n++) log.append(p, incident, updateFiled({ item: `C${n}` }))
    log.appendRaw(p, a.key, a.value)
    for (let n = 0; n < 300; n++) log.append(p, `${incident}-b`, updateFiled({ item: `D${n}` }))
    log.appendRaw(p, b.key, b.value)
    const reports: ChunkReport[] = []
    const own = openProjection(model.projector, { sha256, onChunk: (report) => reports.push(report) })
    expect(await own.apply(lane(p), { schema, epoch })).toBe('applied')
    expect(reports).toMatchObject([{ events: 600, repeated: 2 }])
    for (const one of [incident, `${incident}-b`]) {
      const folded = openIncident(one, sha256, firstPolicy)
      const once = readRecords(log.records[p] ?? []).events.filter(
        ({ recorded }, index, all) =>
          recorded.stream === one && all.findIndex(({ recorded: { id } }) => id === recorded.id) === index,
      )
      const hashes = once.map(({ recorded }) => evolve(folded, recorded)).map((moved) => 'hash' in moved && moved.hash)
      expect((await revisions(one)).map(({ hash }) => hash)).toEqual(hashes)
    }
    expect(await nextOf(p)).toBe(604)
  })

  it('although the first bytes of a batch of megabytes were written before', async () => {
    const { p, epoch, incident } = await take()
    const a = log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    await writer.apply(lane(p), { schema, epoch })
    log.appendRaw(p, a.key, a.value)
    for (let n = 0; n < 4000; n++) log.append(p, `${incident}-${n % 50}`, updateFiled({ item: `B${n}`, text: long }))
    const reports: ChunkReport[] = []
    const own = openProjection(model.projector, { sha256, onChunk: (report) => reports.push(report) })
    expect(await own.apply(lane(p), { schema, epoch })).toBe('applied')
    expect(reports).toMatchObject([{ events: 4000, repeated: 1 }])
    expect(await revisions(incident)).toHaveLength(1)
    expect(await nextOf(p)).toBe(4002)
  })

  it('although an overrule that was refused comes again at the revision it expected', async () => {
    const { p, epoch, incident } = await take()
    log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    const early = log.append(p, incident, claimOverruled(['agy-a/A@1#0'], 2))
    await writer.apply(lane(p), { schema, epoch })
    log.append(p, incident, updateFiled({ item: 'B', police: 2 }))
    log.appendRaw(p, early.key, early.value)
    await writer.apply(lane(p), { schema, epoch })
    expect((await revisions(incident)).map(({ update_id: id }) => id)).toEqual(['agy-a/A@1', 'agy-a/B@1'])
    expect(await nextOf(p)).toBe(4)
  })

  it('although an overrule that was carried out comes again', async () => {
    const { p, epoch, incident } = await take()
    log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    const done = log.append(p, incident, claimOverruled(['agy-a/A@1#0'], 1))
    await writer.apply(lane(p), { schema, epoch })
    log.appendRaw(p, done.key, done.value)
    await writer.apply(lane(p), { schema, epoch })
    expect(await revisions(incident)).toHaveLength(2)
    const { rows } = await model.desk.query('SELECT FROM desk.refused WHERE incident_id = $1', [incident])
    expect(rows).toEqual([])
  })

  it('although an update that was filed comes again as another event', async () => {
    const { p, epoch, incident } = await take()
    const update = updateFiled({ item: 'A', police: 1 })
    log.append(p, incident, update)
    await writer.apply(lane(p), { schema, epoch })
    log.append(p, incident, updateFiled({ item: 'B', withdraws: ['agy-a/A@1#0'] }))
    await writer.apply(lane(p), { schema, epoch })
    log.append(p, incident, update)
    await writer.apply(lane(p), { schema, epoch })
    const folded = openIncident(incident, sha256, firstPolicy)
    const { events } = readRecords(log.records[p] ?? [])
    const hashes = events.map(({ recorded }) => evolve(folded, recorded)).map((moved) => 'hash' in moved && moved.hash)
    expect((await revisions(incident)).map(({ hash }) => hash)).toEqual(hashes)
  })

  it('although a long batch takes back in its middle all that the cache has kept of an incident', async () => {
    const { p, epoch, incident } = await take()
    const reports: ChunkReport[] = []
    const own = openProjection(model.projector, { sha256, onChunk: (report) => reports.push(report) })
    for (const item of ['A', 'B', 'C', 'D']) log.append(p, incident, updateFiled({ item, police: item.charCodeAt(0) }))
    await own.apply(lane(p), { schema, epoch })
    for (let n = 0; n < 600; n++) log.append(p, incident, updateFiled({ item: `E${n}` }))
    log.append(p, incident, updateFiled({ item: 'F', withdraws: ['agy-a/C@1#0', 'agy-a/D@1#0'] }))
    for (let n = 0; n < 100; n++) log.append(p, incident, updateFiled({ item: `G${n}` }))
    expect(await own.apply(lane(p), { schema, epoch })).toBe('applied')
    const folded = openIncident(incident, sha256, firstPolicy)
    const { events } = readRecords(log.records[p] ?? [])
    const hashes = events.map(({ recorded }) => evolve(folded, recorded)).map((moved) => 'hash' in moved && moved.hash)
    expect((await revisions(incident)).map(({ hash }) => hash)).toEqual(hashes)
    expect(folded.beliefs.get('casualties/injured/police')).toContain('"best":66')
    const cut = 600 - (600 % pieceSize)
    expect(reports.map(({ events: count }) => count)).toEqual([4, cut, 701 - cut])
  })

  it('and a former owner writes nothing', async () => {
    const { p, epoch, incident } = await take()
    log.append(p, incident, updateFiled({ item: 'A' }))
    const newer = await epochOf(model.projector, p)
    expect(await writer.apply(lane(p), { schema, epoch })).toBe('fenced')
    expect(await revisions(incident)).toEqual([])
    expect(await writer.apply(lane(p), { schema, epoch: newer })).toBe('applied')
    expect(await revisions(incident)).toHaveLength(1)
  })

  it('and what another owner wrote meanwhile is not overlooked by the cache', async () => {
    const { p, epoch, incident } = await take()
    for (const item of ['A', 'B', 'C']) log.append(p, incident, updateFiled({ item, police: 1 }))
    const other = openProjection(model.projector, { sha256 })
    await writer.apply(lane(p, 0, 1), { schema, epoch })
    await other.apply(lane(p, 1, 2), { schema, epoch: await epochOf(model.projector, p) })
    await writer.apply(lane(p, 2, 3), { schema, epoch: await epochOf(model.projector, p) })
    expect((await revisions(incident)).map(({ revision }) => revision)).toEqual([1, 2, 3])
  })

  it('although the connection is lost in the middle of a transaction', async () => {
    const { p, epoch, incident } = await take()
    log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    await writer.apply(lane(p), { schema, epoch })
    log.append(p, incident, updateFiled({ item: 'B', police: 2 }))
    // The table is held, so that the writer stands still inside its statement when its connection is cut.
    const holder = await model.admin.connect()
    await holder.query(`BEGIN; LOCK TABLE ${schema}.event IN EXCLUSIVE MODE`)
    const attempt = expect(writer.apply(lane(p), { schema, epoch })).rejects.toThrow()
    await cutWaiting(model.admin)
    await attempt
    await holder.query('ROLLBACK')
    holder.release()
    expect(await revisions(incident)).toHaveLength(1)
    expect(await writer.apply(lane(p), { schema, epoch })).toBe('applied')
    expect((await revisions(incident)).map(({ revision }) => revision)).toEqual([1, 2])
  })

  it('and a refused event makes no revision, but is kept with the revision it met', async () => {
    const { p, epoch, incident } = await take()
    log.append(p, incident, updateFiled({ item: 'A', police: 1 }))
    log.append(p, incident, updateFiled({ item: 'B', police: 2 }))
    const stale = log.append(p, incident, claimOverruled(['agy-a/A@1#0'], 1))
    log.append(p, incident, claimOverruled(['agy-a/A@1#0'], 2))
    log.appendRaw(p, stale.key, stale.value)
    await writer.apply(lane(p), { schema, epoch })
    const { rows } = await model.desk.query(
      'SELECT met_revision, log_offset FROM desk.refused WHERE incident_id = $1',
      [incident],
    )
    expect(rows).toEqual([{ met_revision: 2, log_offset: '2' }])
    expect(await revisions(incident)).toHaveLength(3)
    expect(await nextOf(p)).toBe(5)
  })
})

const cutWaiting = async (admin: Pool): Promise<void> => {
  for (;;) {
    const { rowCount } = await admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%moved AS%' AND pid <> pg_backend_pid()`,
    )
    if (rowCount === 1) return
  }
}
