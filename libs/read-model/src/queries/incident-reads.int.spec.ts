import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { epochOf, timeOf } from '#eventing'
import { applyChanges, emptyView, type Changes, type IncidentEvent, type IncidentView } from '#incident'
import { movingStory, sha256, story } from '#incident/testing'
import { openDatabase } from '../database.js'
import { claimPartitions } from '../projection/claim-partitions.js'
import { openProjection } from '../projection/open-projection.js'
import type { ProjectedRecord } from '../projection/read-record.js'
import { projectLog } from '../testing/project-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { openRecordLog, type RecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { openIncidentReads, type IncidentReads } from './incident-reads.js'
import { foldedAsOf, foldedKnownAt } from './past-view.js'
import { statesAsOf, statesKnownAt, type StateSource } from './stored-state.js'
import { openStretchMemory } from './stretch-memory.js'
import { withOpenTitle } from './veil.js'

const schema = 'incident_p1'
let model: TestReadModel
let lookups: ReturnType<typeof openDatabase>
let reads: IncidentReads
let source: StateSource
let log: RecordLog

const saidAtOf = (event: IncidentEvent): string =>
  event.type === 'UpdateFiled' ? event.data.update.saidAt : event.data.saidAt
const inOrder = (events: readonly IncidentEvent[]): IncidentEvent[] =>
  [...events].sort((a, b) => epochOf(saidAtOf(a)) - epochOf(saidAtOf(b)))

// Holds and kills veil titles; what was moved out, filed again or said late is in no revision as it is as of a moment.
const holding = (event: IncidentEvent, index: number): IncidentEvent =>
  event.type !== 'UpdateFiled' || index % 5 !== 4
    ? event
    : { ...event, data: { ...event.data, update: { ...event.data.update, action: 'hold' } } }

const long = (late: boolean): IncidentEvent[] =>
  Array.from({ length: 150 }, (_, n) => {
    const minute = late && n % 40 === 39 ? n - 35 : n
    const saidAt = timeOf(Date.parse('2023-09-24T06:00:00Z') + minute * 60_000)
    return updateFiled({ item: `L${n}`, police: n % 7, saidAt, aliases: n === 60 ? ['long story'] : [] })
  })

const stories = (): IncidentEvent[][] => {
  const sampled = fc.sample(fc.oneof(story, story.map(inOrder), movingStory, movingStory.map(inOrder)), {
    seed: 20_231,
    numRuns: 60,
  })
  const some = sampled.map((events, index) => (index % 4 === 3 ? events.map(holding) : [...events]))
  return [...some, long(false), long(true)].filter((events) => events.length > 0)
}

type StoredRevision = {
  readonly revision: number
  readonly changes: string
  readonly hash: string
  readonly event_type: IncidentEvent['type']
  readonly said_at: Date
  readonly recorded_at: Date
}

/** Every state of an incident, put together revision by revision. */
const statesOf = async (id: string): Promise<IncidentView[]> => {
  const sql = 'SELECT * FROM desk.revision WHERE incident_id = $1 ORDER BY revision'
  const states: IncidentView[] = []
  for (const row of (await model.admin.query<StoredRevision>(sql, [id])).rows) {
    const { revision, hash, event_type: eventType } = row
    states.push(
      applyChanges(states.at(-1) ?? emptyView(id, 'P1'), {
        ...{ revision, hash, eventType, changes: JSON.parse(row.changes) as Changes },
        ...{ saidAt: row.said_at.toISOString(), recordedAt: row.recorded_at.toISOString() },
      }),
    )
  }
  return states
}

// Steps back within a second or two, and across one snapshot or more.
const stepping = 6
const stepId = (index: number): string => `stepped-${index}`
const appendStepping = (partition: number, start: number): void => {
  const lane = log.records[partition] ?? []
  for (let index = 0; index < stepping; index++) {
    const dice = fc.sample(fc.noBias(fc.nat(99)), { seed: index + 1, numRuns: 150 })
    let now = start
    for (const [at, event] of long(false).entries()) {
      const roll = dice[at] ?? 0
      now += roll < 4 ? -1_000 * (roll + 1) ** (1 + (index % 2)) : roll < 30 ? 0 : 1_000
      log.append(partition, stepId(index), event)
      lane.push({ ...(lane.pop() as ProjectedRecord), recordedAt: timeOf(now) })
    }
  }
}

const shown = async (view: IncidentView, asOf: string | null): Promise<string> =>
  JSON.stringify(await withOpenTitle(model.desk, view, { revision: view.revision, asOf }))
const read = async (...asked: Parameters<IncidentReads['past']>): Promise<unknown> => {
  const state = await reads.past(...asked)
  return state.found === 'view' ? JSON.stringify(state.view) : state
}

const idOf = (index: number): string => `told-${index}`
const told = stories()
const most = 6
const some = <T>(all: readonly T[]): T[] => all.filter((_, index) => index % Math.ceil(all.length / most) === 0)

beforeAll(async () => {
  model = await testReadModel()
  lookups = openDatabase({ url: model.url, role: 'desk', applicationName: 'spec', plans: 'kept' })
  reads = openIncidentReads(model.desk, lookups)
  source = { db: model.desk, memory: openStretchMemory() }
  log = openRecordLog(3)
  const longest = Math.max(...told.map(({ length }) => length))
  // Event by event in turn, so that the records of one incident are seconds apart.
  for (let at = 0; at < longest; at++)
    told.forEach((events, index) => {
      const event = events[at]
      if (event !== undefined) log.append(index % 2, idOf(index), event)
    })
  appendStepping(2, Date.parse('2023-09-28T00:00:00Z'))
  await projectLog(model, openProjection(model.projector, { sha256 }), { ...log, records: log.records.slice(0, 2) })
  // Taken up from the tables again and again.
  const writer = openProjection(model.projector, { sha256, cache: { ready: 0, packed: 0 } })
  const lane = log.records[2] ?? []
  for (let at = 0; at < lane.length; at += 40) {
    const epoch = (await claimPartitions(model.projector, schema, [2])).get(2)?.epoch ?? 0
    await writer.apply({ partition: 2, records: lane.slice(at, at + 40) }, { schema, epoch })
  }
})
afterAll(async () => {
  await lookups.end()
  await model.close()
})

describe('a read of the past', () => {
  it('of a revision is the state that all changes up to it add up to', async () => {
    for (const index of told.keys()) {
      const states = await statesOf(idOf(index))
      const views = await Promise.all(
        states.map((_, at) => read(idOf(index), { revision: at + 1, asOf: null, knownAt: null })),
      )
      expect(views).toEqual(await Promise.all(states.map((state) => shown(state, null))))
      expect(await read(idOf(index), { revision: states.length + 1, asOf: null, knownAt: null })).toEqual({
        found: 'no revision',
        last: states.length,
      })
    }
  })

  it('as known at a moment is the last state recorded by then', async () => {
    for (const index of told.keys()) {
      const states = await statesOf(idOf(index))
      const moments = states.map(({ lastRecordedAt }) => lastRecordedAt ?? '')
      const views = await Promise.all(
        moments.map((knownAt) => read(idOf(index), { revision: null, asOf: null, knownAt })),
      )
      expect(views).toEqual(await Promise.all(states.map((state) => shown(state, null))))
      const before = { revision: null, asOf: null, knownAt: '2020-01-01T00:00:00.000Z' }
      expect(await read(idOf(index), before)).toEqual({ found: 'nothing yet', openedAt: moments[0] })
    }
  })

  it('as of a moment, of all or of what was known at another, is what a fold of every claim gives', async () => {
    let [stored, folded] = [0, 0]
    for (const [index, events] of told.entries()) {
      const id = idOf(index)
      const states = await statesOf(id)
      const last = states.at(-1) ?? emptyView(id, 'P1')
      const claims = events.flatMap((event) => (event.type === 'UpdateFiled' ? event.data.update.claims : []))
      const said = [...events.map(saidAtOf), ...claims.map(({ saidAt }) => saidAt)].map(epochOf)
      const moments = [...new Set(said)].flatMap((at) => [timeOf(at - 1), timeOf(at)])
      for (const asOf of some(moments)) {
        const [row] = await statesAsOf(source, [{ name: id, asOf, until: null }])
        if (row?.mixed === false) stored += 1
        else folded += 1
        const must = await shown(await foldedAsOf(model.desk, last, asOf, null), asOf)
        // A name of an incident that was merged away stands for the other one, of which this log holds nothing.
        const isAway = last.mergedInto !== undefined && last.updates === 0
        const now = await read(id, { revision: null, asOf, knownAt: null })
        expect(now).toEqual(isAway ? { found: 'no incident' } : must)
        for (const base of some(states).slice(0, 2)) {
          const knownAt = base.lastRecordedAt ?? ''
          const then = await shown(await foldedAsOf(model.desk, base, asOf, knownAt), asOf)
          expect(await read(id, { revision: null, asOf, knownAt })).toBe(then)
        }
      }
    }
    expect(Math.min(stored, folded)).toBeGreaterThan(20)
  })

  it('as known at a moment is what a fold of all recorded by then gives, also where the clock stepped back', async () => {
    let [stored, folded, known] = [0, 0, 0]
    for (let index = 0; index < stepping; index++) {
      const id = stepId(index)
      const states = await statesOf(id)
      const recorded = states.map(({ lastRecordedAt }) => lastRecordedAt ?? '')
      const moments = [...new Set(recorded.map(epochOf))].flatMap((at) => [timeOf(at - 1), timeOf(at)])
      for (const knownAt of moments) {
        const then = states.filter((_, at) => (recorded[at] ?? '') <= knownAt)
        const last = then.at(-1)
        const answer = await read(id, { revision: null, asOf: null, knownAt })
        const [row] = await statesKnownAt(source, [{ name: id, knownAt }])
        if (last === undefined) expect(answer).toMatchObject({ found: 'nothing yet' })
        else if (last.revision === then.length) {
          expect(answer).toBe(await shown(last, null))
          if (row?.mixed === true) known += 1
          else stored += 1
        } else {
          expect(row?.mixed).toBe(true)
          const must = await foldedKnownAt(model.desk, last, knownAt)
          expect(answer).toBe(await shown(must, null))
          const asOf = last.lastSaidAt ?? ''
          expect(await read(id, { revision: null, asOf, knownAt })).toBe(
            await shown(await foldedAsOf(model.desk, must, asOf, knownAt), asOf),
          )
          folded += 1
        }
      }
    }
    expect(Math.min(stored, folded, known)).toBeGreaterThan(20)
  })

  it('of an incident that there is not, or whose name no text can be, is none', async () => {
    for (const name of ['nothing', 'a\u0000b', '\ud800', '']) {
      expect(await read(name, { revision: 1, asOf: null, knownAt: null })).toEqual({ found: 'no incident' })
      expect(await reads.current(name)).toBeUndefined()
    }
  })
})
