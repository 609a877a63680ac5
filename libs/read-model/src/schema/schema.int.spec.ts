import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import { testDatabase } from '#testkit'
import { epochOf, timeOf } from '#eventing'
import { sha256 } from '#incident/testing'
import { openDatabase } from '../database.js'
import { claimPartitions } from '../projection/claim-partitions.js'
import { openProjection } from '../projection/open-projection.js'
import { findUpdate } from '../queries/find-update.js'
import { catchUpSearch } from '../search/catch-up-search.js'
import { filingTables } from '../testing/filing-tables.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { projectLog } from '../testing/project-log.js'
import { randomLog } from '../testing/random-log.js'
import { openRecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { migrateReadModel } from './migrate.js'

const schema = 'incident_p1'
const denied = { code: '42501' }
let model: TestReadModel

beforeAll(async () => {
  model = await testReadModel()
  const log = openRecordLog(1)
  for (let n = 1; n <= 100; n++) log.append(0, 'incident-1', updateFiled({ item: `A${n}`, police: n % 5 }))
  const epoch = (await claimPartitions(model.projector, schema, [0])).get(0)?.epoch ?? 0
  await openProjection(model.projector, { sha256 }).apply(
    { partition: 0, records: log.records[0] ?? [] },
    { schema, epoch },
  )
})
afterAll(() => model.close())

describe('the migrations', () => {
  it('run once, also when two services start together', async () => {
    const database = await testDatabase()
    const admin = openDatabase({ url: database.url, applicationName: 'spec' })
    await expect(migrateReadModel(database.url)).rejects.toMatchObject({ code: 'NOT_MIGRATED' })
    await admin.query(filingTables)
    const names = await Promise.all([migrateReadModel(database.url), migrateReadModel(database.url)])
    expect(names.flat()).toHaveLength(11)
    expect(await migrateReadModel(database.url)).toEqual([])
    await admin.end()
    await database.drop()
  })

  it('take up a database of before versions had policies and revisions the spans of what they bring and the steps of the clock', async () => {
    const old = await testReadModel()
    const log = randomLog(7, { incidents: 30, partitions: 2 })
    for (const lane of log.records)
      lane.forEach((record, at) => {
        if (at % 7 === 6) lane[at] = { ...record, recordedAt: timeOf(epochOf(record.recordedAt) - 60_000) }
      })
    await projectLog(old, openProjection(old.projector, { sha256 }), log)
    const marks = `SELECT incident_id, revision, last_said_at, said_from, said_until, stepped_from FROM ${schema}.revision
      WHERE last_said_at IS NOT NULL OR said_from IS NOT NULL OR stepped_from IS NOT NULL ORDER BY incident_id, revision`
    const { rows: written } = await old.admin.query<{ said_from: Date | null; stepped_from: Date | null }>(marks)
    expect(written.filter((row) => row.said_from !== null).length).toBeGreaterThan(20)
    expect(written.filter((row) => row.stepped_from !== null).length).toBeGreaterThan(5)
    const indexes = `SELECT indexdef FROM pg_indexes WHERE schemaname = '${schema}' ORDER BY 1`
    const { rows: indexed } = await old.admin.query(indexes)
    await old.admin.query('DROP VIEW desk.hold')
    for (const view of ['incident', 'state_change', 'revision', 'checkpoint', 'projection']) {
      const { rows } = await old.admin.query<{ sql: string }>(`SELECT pg_get_viewdef('desk.${view}'::regclass) AS sql`)
      const without = rows[0]?.sql
        .replace(/,\s+('P1'::text AS )?policy\b/, '')
        .replace(/,\s+(kind|last_said_at|said_from|said_until|stepped_from)\b/g, view === 'state_change' ? '' : '$&')
      expect(without).not.toContain('policy')
      await old.admin.query(`DROP VIEW desk.${view}; CREATE VIEW desk.${view} AS ${without};
        ALTER VIEW desk.${view} OWNER TO wireledger_owner`)
    }
    await old.admin.query(`ALTER TABLE wireledger.projection DROP COLUMN policy;
      ALTER TABLE ${schema}.revision DROP COLUMN last_said_at, DROP COLUMN said_from, DROP COLUMN said_until, DROP COLUMN stepped_from;
      DELETE FROM wireledger.migration WHERE name ~ '^(PolicyOfAVersion|Moves|SaidSpans|ClockSteps)'`)
    expect(await migrateReadModel(old.url)).toEqual([
      'PolicyOfAVersion1764000000005',
      'Moves1764000000006',
      'SaidSpans1764000000007',
      'ClockSteps1764000000008',
    ])
    expect((await old.desk.query('SELECT schema, status, policy FROM desk.projection')).rows).toEqual([
      { schema, status: 'live', policy: 'P1' },
    ])
    await old.desk.query('SELECT policy FROM desk.incident NATURAL JOIN desk.state_change NATURAL JOIN desk.revision')
    expect((await old.admin.query(marks)).rows).toEqual(written)
    expect((await old.admin.query(indexes)).rows).toEqual(indexed)
    await old.close()
  })

  it('make one index of the two by which items and updates were found', async () => {
    const old = await testReadModel()
    await projectLog(old, openProjection(old.projector, { sha256 }), randomLog(8, { incidents: 5, partitions: 1 }))
    const indexes = `SELECT indexdef FROM pg_indexes WHERE schemaname = '${schema}' ORDER BY 1`
    const { rows: indexed } = await old.admin.query(indexes)
    const { rows: filed } = await old.admin.query<{ update_id: string }>(
      `SELECT update_id FROM ${schema}.event WHERE head AND NOT reaches_only ORDER BY log_offset LIMIT 1`,
    )
    await old.admin.query(`DROP INDEX ${schema}.event_named;
      CREATE INDEX event_update ON ${schema}.event (hashtextextended(update_id, 0));
      CREATE INDEX event_item ON ${schema}.event (hashtextextended(provider || ' ' || item, 0));
      DELETE FROM wireledger.migration WHERE name = 'OneIndexOfNames1764000000010'`)
    expect(await migrateReadModel(old.url)).toEqual(['OneIndexOfNames1764000000010'])
    expect((await old.admin.query(indexes)).rows).toEqual(indexed)
    const updateId = filed[0]?.update_id ?? ''
    expect(await findUpdate(old.desk, 'newsroom.incident.v1', updateId)).toMatchObject({ updateId })
    await old.close()
  })

  it('go on without roles where the login user may make none, and say so once', async () => {
    const database = await testDatabase()
    const admin = openDatabase({ url: database.url, applicationName: 'spec' })
    const name = `plain_${new URL(database.url).pathname.slice(1)}`
    await admin.query(
      `CREATE ROLE ${name} LOGIN PASSWORD 'plain'; GRANT CREATE ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${name}`,
    )
    const url = Object.assign(new URL(database.url), { username: name, password: 'plain' }).href
    const plain = new pg.Client({ connectionString: url })
    await plain.connect()
    await plain.query(filingTables)
    const warnings: string[] = []
    expect(await migrateReadModel(url, { warn: (message) => warnings.push(message) })).toHaveLength(11)
    expect(warnings).toHaveLength(1)
    const desk = openDatabase({ url, role: 'desk', applicationName: 'spec' })
    expect(
      (await desk.query('SELECT current_user AS name, count(*)::int AS incidents FROM desk.incident')).rows,
    ).toEqual([{ name, incidents: 0 }])
    await Promise.all([desk.end(), plain.end()])
    await admin.end()
    await database.drop()
    await model.admin.query(`DROP ROLE ${name}`)
  })
})

describe('the service roles', () => {
  it('own nothing that can log in', async () => {
    const { rows } = await model.admin.query(
      `SELECT DISTINCT rolname, rolcanlogin FROM pg_tables JOIN pg_roles ON rolname = tableowner WHERE schemaname IN ('${schema}', 'wireledger')`,
    )
    expect(rows).toEqual([{ rolname: 'wireledger_owner', rolcanlogin: false }])
  })

  const forbidden = [
    `UPDATE ${schema}.revision SET changes = '{}'`,
    `DELETE FROM ${schema}.revision`,
    `TRUNCATE ${schema}.revision`,
    `UPDATE ${schema}.event SET document = '{}'`,
    'DELETE FROM search.document',
    `DELETE FROM ${schema}.incident`,
    `DELETE FROM ${schema}.checkpoint`,
    `UPDATE wireledger.projection SET status = 'retired'`,
    `DROP TABLE ${schema}.revision`,
    `CREATE TABLE ${schema}.x (a int)`,
    'SELECT * FROM filing.receipt',
  ]
  it.each(forbidden)('keep the projector from: %s', (sql) =>
    expect(model.projector.query(sql)).rejects.toMatchObject(denied),
  )

  it.each([
    `SELECT * FROM ${schema}.revision`,
    'DELETE FROM desk.incident',
    'DELETE FROM filing.receipt',
    'SELECT * FROM wireledger.projection',
  ])('keep the desk from: %s', (sql) => expect(model.desk.query(sql)).rejects.toMatchObject(denied))

  it('let the desk read every view and filing receipts', async () => {
    for (const view of [
      'incident',
      'incident_tag',
      'alias',
      'event',
      'state_change',
      'hold',
      'search',
      'revision',
      'claim',
      'effect',
      'wire_update',
      'refused',
      'checkpoint',
      'projection',
      'quarantine',
    ]) {
      await model.desk.query(`SELECT * FROM desk.${view}`)
    }
    await model.desk.query('SELECT * FROM filing.receipt, filing.checkpoint')
  })
})

describe('the tables', () => {
  it('are read by their indexes from the first row on', async () => {
    const client = await model.projector.connect()
    const { rows } = await client.query(
      `EXPLAIN SELECT event_id FROM ${schema}.revision WHERE event_id = ANY (ARRAY[gen_random_uuid()]) AND log_partition = 0`,
    )
    client.release()
    expect(JSON.stringify(rows)).not.toContain('Seq Scan')
  })

  it('are read along their indexes by the desk too, however few rows there are', async () => {
    for (const sql of [
      `SELECT * FROM desk.veiled WHERE incident_id = ANY (ARRAY['incident-1'])`,
      `SELECT * FROM desk.event WHERE incident_id = 'incident-1'`,
      `SELECT * FROM desk.revision WHERE log_partition = 0 AND log_offset >= 3 ORDER BY log_offset LIMIT 5`,
    ]) {
      expect(JSON.stringify((await model.desk.query(`EXPLAIN ${sql}`)).rows)).not.toContain('Seq Scan')
    }
  })

  it('find an update by its words once search has caught up, and by its id', async () => {
    const found = `SELECT e.update_id FROM desk.search s JOIN desk.event e USING (log_partition, log_offset)
      WHERE s.words @@ to_tsquery('simple', 'headline & a42')`
    await catchUpSearch(model.projector)
    expect(await catchUpSearch(model.projector)).toBe(0)
    expect((await model.desk.query(found)).rows).toEqual([{ update_id: 'agy-a/A42@1' }])
  })
})

describe('a connection', () => {
  it('that is cut while it is taken and idle fails its next query, not the process', async () => {
    const client = await model.projector.connect()
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
    const gone = new Promise((resolve) => client.once('end', resolve))
    await model.admin.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid])
    await gone
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
  })
})
