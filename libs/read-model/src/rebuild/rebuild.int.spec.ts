import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { sha256 } from '#incident/testing'
import { eventually } from '#testkit'
import { claimPartitions } from '../projection/claim-partitions.js'
import { openProjection, type ProjectionWriter } from '../projection/open-projection.js'
import { liveProjection, projectionVersions } from '../schema/registry.js'
import { projectLog } from '../testing/project-log.js'
import { randomLog } from '../testing/random-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { topic, type RecordLog } from '../testing/records.js'
import { replayLogOf } from '../testing/replay-log.js'
import { claimOverruled, updateFiled } from '../testing/update.js'
import { verifyProjection } from '../verify/verify-projection.js'
import {
  cancelRebuild,
  dropRetired,
  rebuildProjection,
  rollbackProjection,
  type RebuildOptions,
} from './rebuild-projection.js'
import type { ReplayLog } from './replay-log.js'

let model: TestReadModel
let log: RecordLog
let writer: ProjectionWriter

beforeEach(async () => {
  model = await testReadModel()
  log = randomLog(11, { incidents: 40, partitions: 3 })
  writer = openProjection(model.projector, { sha256 })
  await project()
})
afterEach(() => model.close())

const project = () => projectLog(model, writer, log)
const rebuild = (more: Partial<RebuildOptions> = {}) =>
  rebuildProjection({ url: model.url, log: replayLogOf(log), topic, sha256, ...more })
const statuses = async () => (await projectionVersions(model.admin)).map(({ schema, status }) => `${schema} ${status}`)
const stateOf = async () =>
  (await model.desk.query<Row>('SELECT id, body FROM desk.incident ORDER BY id COLLATE "C"')).rows
const hashes = async () =>
  (await model.desk.query<Row>('SELECT incident_id, revision, hash FROM desk.revision ORDER BY 1, 2')).rows

type Row = Record<string, unknown>

describe('replay', () => {
  it('makes an identical version, switches to it, and readers see the same', async () => {
    const [state, chain] = [await stateOf(), await hashes()]
    const result = await rebuild()
    expect(result).toMatchObject({
      projection: 'incident',
      from: 'incident_p1',
      to: 'incident_p2',
      identical: true,
      switched: true,
      mismatches: [],
    })
    expect(result.events).toBe(log.records.reduce((sum, lane) => sum + lane.length, 0))
    expect(await statuses()).toEqual(['incident_p1 retired', 'incident_p2 live'])
    expect([await stateOf(), await hashes()]).toEqual([state, chain])
    expect(await verifyProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).toMatchObject({ ok: true })
  })

  it('leaves the same keys and indexes as a version that was live from the start', async () => {
    await rebuild()
    const indexes = async (schema: string) =>
      (
        await model.admin.query<Row>(
          'SELECT indexname, replace(indexdef, $1, $2) AS def FROM pg_indexes WHERE schemaname = $1 ORDER BY 1',
          [schema, 'x'],
        )
      ).rows
    expect(await indexes('incident_p2')).toEqual(await indexes('incident_p1'))
  })

  it('fences the writers of the former version, and they go on in the new one', async () => {
    const [claimed] = await claimPartitions(model.projector, 'incident_p1', [0])
    await rebuild()
    log.append(0, 'incident-0', updateFiled({ item: 'late', police: 4 }))
    const batch = { partition: 0, records: log.records[0] ?? [] }
    expect(await writer.apply(batch, { schema: 'incident_p1', epoch: claimed?.[1].epoch ?? 0 })).toBe('fenced')
    await project()
    expect(await verifyProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).toMatchObject({ ok: true })
  })

  it('is identical where a partition takes many pieces and more than one transaction', async () => {
    for (let n = 0; n < 4300; n++) {
      const incident = `incident-${1 + 3 * (n % 13)}`
      const event = updateFiled({
        item: `many-${n}`,
        police: n % 5,
        aliases: n % 170 === 0 ? ['name', `name-${n}`] : [],
      })
      const record = log.append(1, incident, event)
      if (n % 600 === 0) log.appendRaw(1, record.key, record.value)
      if (n % 700 === 0) log.append(1, incident, claimOverruled([`agy-a/many-${n}@1#0`], null))
      if (n % 900 === 0) log.appendRaw(1, incident, 'not an event')
    }
    await project()
    expect(await rebuild()).toMatchObject({ identical: true, switched: true, mismatches: [] })
    expect(await verifyProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).toMatchObject({ ok: true })
  }, 30_000)

  it('goes on after it was interrupted, and does nothing twice', async () => {
    const stop = new AbortController()
    const whole = replayLogOf(log, 5)
    let batches = 0
    const broken: ReplayLog = {
      ...whole,
      readRange: (name, from, to, onBatch, options) =>
        whole.readRange(name, from, to, async (records) => {
          await onBatch(records)
          if (++batches === 20) stop.abort()
        }, options), // prettier-ignore
    }
    await expect(rebuild({ log: broken, signal: stop.signal })).rejects.toThrow()
    expect(await statuses()).toEqual(['incident_p1 live', 'incident_p2 building'])
    expect(await rebuild()).toMatchObject({ to: 'incident_p2', identical: true, switched: true })
  })

  it('leaves nothing behind when it is cancelled', async () => {
    await expect(rebuild({ signal: AbortSignal.abort() })).rejects.toThrow()
    expect(await cancelRebuild({ url: model.url })).toBe(true)
    expect(await cancelRebuild({ url: model.url })).toBe(false)
    expect(await statuses()).toEqual(['incident_p1 live'])
    const { rows } = await model.admin.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'incident_p%'`)
    expect(rows).toEqual([{ nspname: 'incident_p1' }])
  })

  it('does not switch to a version that differs, unless it is forced', async () => {
    await model.admin.query(
      `UPDATE incident_p1.revision SET changes = '{}', hash = decode(repeat('00', 32), 'hex') WHERE incident_id = 'incident-4' AND revision = 2`,
    )
    await model.admin.query(`UPDATE incident_p1.incident SET body = '{}' WHERE id = 'incident-5'`)
    const { rows } = await model.admin.query(
      `DELETE FROM incident_p1.event WHERE incident_id = (SELECT max(incident_id) FROM incident_p1.event) RETURNING incident_id`,
    )
    const result = await rebuild()
    expect(result).toMatchObject({ identical: false, switched: false })
    expect(result.mismatches[0]).toMatchObject({ incident: 'incident-4', revision: 2, what: 'hash' })
    expect(result.mismatches.map(({ incident, what }) => `${incident} ${what}`)).toEqual(
      expect.arrayContaining(['incident-5 state', `${rows[0].incident_id} event`]),
    )
    expect(await statuses()).toEqual(['incident_p1 live', 'incident_p2 building'])
    expect(await rebuild({ force: true })).toMatchObject({ identical: false, switched: true })
    expect(await verifyProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).toMatchObject({ ok: true })
  })

  it('is rolled back to the version before, brought up to date', async () => {
    await rebuild()
    log.append(1, 'incident-1', updateFiled({ item: 'late', police: 4 }))
    await project()
    const state = await stateOf()
    expect(await rollbackProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).toMatchObject({
      from: 'incident_p2',
      to: 'incident_p1',
      identical: true,
      switched: true,
      events: 1,
    })
    expect(await statuses()).toEqual(['incident_p1 live', 'incident_p2 retired'])
    expect(await stateOf()).toEqual(state)
    expect(await dropRetired({ url: model.url })).toEqual(['incident_p2'])
    await expect(rollbackProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).rejects.toMatchObject({
      code: 'NOTHING_TO_ROLL_BACK',
    })
  })

  it('lets no second one run beside it', async () => {
    const whole = replayLogOf(log)
    const inside: ReplayLog = {
      ...whole,
      readRange: async (...all) => {
        await expect(rebuild()).rejects.toMatchObject({ code: 'REBUILD_RUNNING' })
        await whole.readRange(...all)
      },
    }
    expect(await rebuild({ log: inside })).toMatchObject({ switched: true })
  })

  it('gives way to a reader that waits for what it holds, and switches after it', async () => {
    const reader = await model.desk.connect()
    try {
      await reader.query('BEGIN; SELECT FROM desk.claim LIMIT 1')
      const result = rebuild()
      await eventually(async () => {
        const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = 'desk.claim'::regclass`
        expect((await model.admin.query(waiting)).rowCount).toBe(1)
      })
      expect((await reader.query('SELECT count(*)::int AS n FROM desk.incident')).rows).toHaveLength(1)
      await reader.query('COMMIT')
      expect(await result).toMatchObject({ identical: true, switched: true })
    } finally {
      reader.release()
    }
  })

  it('catches up with writers that go on meanwhile, and holds them for less than a second', async () => {
    const { schema } = await liveProjection(model.projector)
    const claimed = await claimPartitions(model.projector, schema, [2])
    let writing = true
    const live = (async () => {
      for (let n = 0; writing; n++) {
        log.append(2, `incident-${2 + 3 * (n % 9)}`, updateFiled({ item: `live-${n}`, police: n % 5 }))
        const outcome = await writer.apply(
          { partition: 2, records: (log.records[2] ?? []).slice(-20) },
          { schema, epoch: claimed.get(2)?.epoch ?? 0 },
        )
        if (outcome === 'fenced') return n
      }
      return -1
    })()
    const result = await rebuild()
    const fencedAt = await live
    writing = false
    expect(fencedAt).toBeGreaterThan(0)
    expect(result).toMatchObject({ identical: true, switched: true })
    expect(result.blockedMs).toBeLessThan(5000)
    await project()
    expect(await verifyProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })).toMatchObject({ ok: true })
  })
})
