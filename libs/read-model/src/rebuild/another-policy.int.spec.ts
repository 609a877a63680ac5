import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { sha256 } from '#incident/testing'
import { openProjection, type ProjectionWriter } from '../projection/open-projection.js'
import { asOfView } from '../queries/past-view.js'
import { blame } from '../queries/blame.js'
import { currentIncident } from '../queries/current-incident.js'
import { diffRevisions } from '../queries/diff.js'
import { revisionView } from '../queries/revision-view.js'
import { statesOfRevisions, type StateSource } from '../queries/stored-state.js'
import { openStretchMemory } from '../queries/stretch-memory.js'
import { projectionVersions } from '../schema/registry.js'
import { projectLog } from '../testing/project-log.js'
import { randomLog } from '../testing/random-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { topic, type RecordLog } from '../testing/records.js'
import { replayLogOf } from '../testing/replay-log.js'
import { updateFiled } from '../testing/update.js'
import { verifyProjection } from '../verify/verify-projection.js'
import { rebuildProjection, rollbackProjection, type RebuildOptions } from './rebuild-projection.js'

let model: TestReadModel
let log: RecordLog
let writer: ProjectionWriter
let source: StateSource

beforeEach(async () => {
  model = await testReadModel()
  log = randomLog(11, { incidents: 40, partitions: 3 })
  writer = openProjection(model.projector, { sha256 })
  source = { db: model.desk, memory: openStretchMemory() }
  await project()
})
afterEach(() => model.close())

const project = () => projectLog(model, writer, log)
const options = () => ({ url: model.url, log: replayLogOf(log), topic, sha256 })
const rebuild = (more: Partial<RebuildOptions> = {}) => rebuildProjection({ ...options(), ...more })
const rows = async (sql: string) => (await model.desk.query<Record<string, unknown>>(sql)).rows
const versions = async () =>
  (await projectionVersions(model.admin)).map(({ schema, status, policy }) => `${schema} ${status} ${policy}`)

const history = async () => ({
  revisions: await rows(
    `SELECT incident_id, revision, event_id, event_type, update_id, log_partition, log_offset, said_at, received_at, recorded_at
     FROM desk.revision ORDER BY 1, 2`,
  ),
  claims: await rows('SELECT incident_id, claim_id, revision, document FROM desk.claim ORDER BY 1, 3, 2'),
})
const beliefs = async () => ({
  states: await rows('SELECT id, body FROM desk.incident ORDER BY id'),
  chain: await rows('SELECT incident_id, revision, changes, hash, snapshot FROM desk.revision ORDER BY 1, 2'),
})

const bests = () => rows(`SELECT id, jsonb_path_query_array(state, '$.beliefs.*.best') FROM desk.incident ORDER BY id`)

describe('a replay under another policy', () => {
  it('keeps the history, is proved and goes on under that policy, and is as if it had been so from the start', async () => {
    const [told, best] = [await history(), await bests()]
    expect(await rebuild({ policy: 'P2' })).toMatchObject({
      policy: 'P2',
      policyBefore: 'P1',
      identical: true,
      mismatches: [],
      switched: true,
    })
    expect(await versions()).toEqual(['incident_p1 retired P1', 'incident_p2 live P2'])
    expect(await history()).toEqual(told)
    expect(await bests()).not.toEqual(best)
    for (let n = 0; n < 6; n++) log.append(n % 3, `incident-${n}`, updateFiled({ item: `late-${n}`, police: n }))
    await project()
    expect(await verifyProjection(options())).toMatchObject({ ok: true })
    const grown = await beliefs()
    expect(await rebuild()).toMatchObject({ policy: 'P2', policyBefore: 'P2', identical: true, switched: true })
    expect(await beliefs()).toEqual(grown)
  })

  it.each([
    ['a rollback', () => rollbackProjection(options())],
    ['a replay under the former policy', () => rebuild({ policy: 'P1' })],
  ])('is taken back by %s, to the same hashes', async (_, back) => {
    const held = await beliefs()
    await rebuild({ policy: 'P2' })
    expect(await back()).toMatchObject({ policy: 'P1', policyBefore: 'P2', identical: true, switched: true })
    expect(await beliefs()).toEqual(held)
    expect(await verifyProjection(options())).toMatchObject({ ok: true })
  })

  it.each([
    [
      `UPDATE incident_p1.revision SET said_at = said_at + interval '1 ms' WHERE revision = 2 AND incident_id = 'incident-4'`,
    ],
    [`UPDATE incident_p1.event SET update_id = update_id || 'x' WHERE revision = 2 AND incident_id = 'incident-4'`],
    [
      `UPDATE incident_p1.event SET document = replace(document, 'casualties/', 'casualties/ ') WHERE incident_id = 'incident-4'`,
    ],
    [`DELETE FROM incident_p1.revision WHERE revision = 2 AND incident_id = 'incident-4'`],
    [`UPDATE incident_p1.incident SET updates = updates + 1 WHERE id = 'incident-4'`],
  ])('does not switch where the history differs: %s', async (damage) => {
    await model.admin.query(damage)
    const result = await rebuild({ policy: 'P2' })
    expect(result).toMatchObject({ identical: false, switched: false })
    expect(new Set(result.mismatches.map(({ incident }) => incident))).toEqual(new Set(['incident-4']))
    expect(await versions()).toEqual(['incident_p1 live P1', 'incident_p2 building P2'])
  })

  it('that was left unfinished is not taken up under a policy that nobody asked for', async () => {
    await rebuild({ policy: 'P2', switch: false })
    await expect(rebuild()).rejects.toMatchObject({ code: 'OTHER_POLICY', message: expect.stringContaining('P2') })
    expect(await versions()).toEqual(['incident_p1 live P1', 'incident_p2 building P2'])
    expect(await rebuild({ policy: 'P2' })).toMatchObject({ to: 'incident_p2', policy: 'P2', switched: true })
    await rebuild({ policy: 'P1', switch: false })
    expect(await rebuild({ restart: true })).toMatchObject({ policy: 'P2', identical: true, switched: true })
  })

  it('under an unknown one says which are known, and leaves nothing', async () => {
    await expect(rebuild({ policy: 'P9' })).rejects.toThrow('known are P1, P2')
    expect(await versions()).toEqual(['incident_p1 live P1'])
  })

  it('is what every question about the past is answered by, whatever was asked before', async () => {
    const asked = (await beliefs()).states.slice(0, 12)
    const before = () => Promise.all(asked.map(({ id }) => revisionView(source, String(id), 1)))
    const first = await before()
    expect(first.map((view) => view?.policy)).toEqual(asked.map(() => 'P1'))
    await rebuild({ policy: 'P2' })
    for (const { id } of asked) {
      const current = await currentIncident(model.desk, String(id))
      if (current === undefined) throw new Error(`${String(id)} is gone`)
      const view = JSON.parse(current.body)
      expect([current.policy, view.policy]).toEqual(['P2', 'P2'])
      expect(await revisionView(source, current.id, current.revision)).toEqual(view)
      expect((await revisionView(source, current.id, 1))?.policy).toBe('P2')
      const far = await asOfView(source, view, '2999-01-01T00:00:00.000Z', null)
      expect([far.policy, far.beliefs]).toEqual(['P2', view.beliefs])
      const diff = await diffRevisions(source, current.id, 0, current.revision)
      expect(Object.fromEntries(diff?.facts.map(({ fact, after }) => [fact, after]) ?? [])).toEqual(view.beliefs)
      const claims = (await blame(model.desk, topic, current.id)).facts.flatMap((fact) => fact.claims)
      const ids = (status: string) => claims.filter((claim) => claim.status === status).map((claim) => claim.id)
      const held = Object.values<{ claims: string[]; stale: string[] }>(view.beliefs)
      expect(ids('live').sort()).toEqual(held.flatMap((belief) => belief.claims).sort())
      expect(ids('stale').sort()).toEqual(held.flatMap((belief) => belief.stale).sort())
    }
    await rollbackProjection(options())
    expect(await before()).toEqual(first)
  })

  it('that comes to serve in the middle of an answer is not mixed into it', async () => {
    const [asked] = (await bests()).slice(0, 1).map(({ id }) => ({ name: String(id), revision: 1 }))
    if (asked === undefined) throw new Error('there is no incident')
    let switched = false
    const query = async (question: { readonly name: string }): Promise<unknown> => {
      if (question.name === 'stretches' && !switched) {
        switched = true
        await rebuild({ policy: 'P2' })
      }
      return model.desk.query(question as never)
    }
    const [row] = await statesOfRevisions({ ...source, db: { query: query as never } }, [asked])
    expect([row?.policy, row?.stretch?.start.policy, switched]).toEqual(['P2', 'P2', true])
  })
})
