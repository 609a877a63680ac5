import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { sha256 } from '#incident/testing'
import { claimPartitions } from '../projection/claim-partitions.js'
import { openProjection } from '../projection/open-projection.js'
import { randomLog } from '../testing/random-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { topic, type RecordLog } from '../testing/records.js'
import { replayLogOf } from '../testing/replay-log.js'
import { verifyProjection, type VerifyResult } from './verify-projection.js'

const schema = 'incident_p1'
let model: TestReadModel
let log: RecordLog

beforeEach(async () => {
  model = await testReadModel()
  log = randomLog(7, { incidents: 30, partitions: 3 })
  const writer = openProjection(model.projector, { sha256 })
  const claimed = await claimPartitions(model.projector, schema, [0, 1, 2])
  for (const [partition, { epoch }] of claimed)
    await writer.apply({ partition, records: log.records[partition] ?? [] }, { schema, epoch })
})
afterEach(() => model.close())

const verify = (): Promise<VerifyResult> => verifyProjection({ url: model.url, log: replayLogOf(log), topic, sha256 })
const victim = `SELECT event_id FROM ${schema}.revision WHERE log_partition = 1 ORDER BY log_offset OFFSET 5 LIMIT 1`

describe('verify', () => {
  it('finds nothing where nothing was touched', async () => {
    const result = await verify()
    expect(result).toMatchObject({ ok: true, mismatches: [] })
    expect(result.events).toBe(log.records.reduce((sum, lane) => sum + lane.length, 0))
    const { rows } = await model.admin.query(`SELECT count(*)::int AS incidents FROM desk.incident`)
    expect(result.incidents).toBe(rows[0].incidents)
  })

  const columns = [
    ['revision', 'changes'],
    ['revision', 'kind'],
    ['event', 'update_id'],
    ['event', 'incident_id'],
  ] as const
  it.each(columns)('finds a revision whose %s.%s was changed, and names its event', async (table, column) => {
    const { rows } = await model.admin.query(
      `SELECT event_id, log_offset FROM ${schema}.revision WHERE event_id = (${victim})`,
    )
    await model.admin.query(
      `UPDATE ${schema}.${table} SET ${column} = 'forged' WHERE log_partition = 1 AND log_offset = $1`,
      [rows[0].log_offset],
    )
    const { ok, mismatches } = await verify()
    expect(ok).toBe(false)
    expect(mismatches[0]).toMatchObject({
      eventId: rows[0].event_id,
      position: `${topic}/1/${rows[0].log_offset}`,
    })
  })

  it.each(['said_at', 'received_at', 'recorded_at'])('finds a revision whose %s was moved', async (column) => {
    const { rows } = await model.admin.query(
      `UPDATE ${schema}.revision SET ${column} = ${column} + interval '1 ms' WHERE event_id = (${victim}) RETURNING event_id`,
    )
    expect(await verify()).toMatchObject({ ok: false, mismatches: [{ eventId: rows[0].event_id }] })
  })

  it('finds a revision whose clock was said to have stepped back', async () => {
    const { rows } = await model.admin.query(
      `UPDATE ${schema}.revision SET stepped_from = recorded_at + interval '1 s' WHERE event_id = (${victim}) RETURNING event_id`,
    )
    expect(await verify()).toMatchObject({ ok: false, mismatches: [{ eventId: rows[0].event_id }] })
  })

  it('finds a deleted revision', async () => {
    const { rows } = await model.admin.query(
      `DELETE FROM ${schema}.revision WHERE event_id = (${victim}) RETURNING event_id, incident_id, revision`,
    )
    expect(await verify()).toMatchObject({
      ok: false,
      mismatches: [
        {
          eventId: rows[0].event_id,
          incident: rows[0].incident_id,
          revision: rows[0].revision,
          what: 'the revision is missing',
        },
      ],
    })
  })

  it('finds revisions that no record stands behind', async () => {
    await model.admin
      .query(`INSERT INTO ${schema}.revision SELECT gen_random_uuid(), 100000, said_at, received_at, recorded_at, log_partition, 999, kind, incident_id,
      hash, changes, snapshot FROM ${schema}.revision WHERE event_id = (${victim})`)
    expect(await verify()).toMatchObject({ ok: false, mismatches: [{ revision: 999, position: `${topic}/1/100000` }] })
  })

  const forgeries = [
    [
      'a changed body',
      `UPDATE ${schema}.incident SET body = replace(body, '"policy":"P1"', '"policy":"P2"') WHERE id = 'incident-3'`,
    ],
    ['a changed title', `UPDATE ${schema}.incident SET title = 'forged' WHERE id = 'incident-3'`],
    ['a state that was deleted', `DELETE FROM ${schema}.incident WHERE id = 'incident-3'`],
    [
      'a state of no incident',
      `INSERT INTO ${schema}.incident SELECT 'forged', revision, title, body, hash, opened_at, last_said_at, last_recorded_at, updates,
       providers, facts FROM ${schema}.incident WHERE id = 'incident-3'`,
    ],
    [
      'a claim put into another mouth',
      `UPDATE ${schema}.event SET document = replace(document, '"speaker":"', '"speaker":"x') WHERE incident_id = 'incident-3'`,
    ],
    ['an event that was deleted', `DELETE FROM ${schema}.event WHERE incident_id = 'incident-3'`],
    [
      'an effect that was deleted',
      `DELETE FROM ${schema}.effect WHERE incident_id = (SELECT incident_id FROM ${schema}.effect ORDER BY 1 LIMIT 1)`,
    ],
    ['an update that was rewritten', `UPDATE ${schema}.event SET document = '{}' WHERE incident_id = 'incident-3'`],
    [
      'a name that stands for another incident',
      `UPDATE ${schema}.alias SET incident_id = (SELECT max(id) FROM ${schema}.incident WHERE id <> incident_id) WHERE name = 'banjska'`,
    ],
    [
      'a refusal that was deleted',
      `DELETE FROM ${schema}.refused WHERE event_id = (SELECT event_id FROM ${schema}.refused LIMIT 1)`,
    ],
    ['a quarantined record that was deleted', `DELETE FROM ${schema}.quarantine`],
    ['a snapshot that was planted', `UPDATE ${schema}.revision SET snapshot = '{}' WHERE event_id = (${victim})`],
  ] as const
  it.each(forgeries)('finds %s', async (_what, sql) => {
    expect((await model.admin.query(sql)).rowCount).toBeGreaterThan(0)
    const result = await verify()
    expect(result.ok).toBe(false)
    expect(result.mismatches.length).toBeGreaterThan(0)
  })
})
