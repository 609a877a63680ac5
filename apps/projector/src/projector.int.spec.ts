import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Pool } from 'pg'
import { openEventLog, type EventLog } from '#event-log'
import { topicNames } from '#eventing'
import { encodeEvent, updateIdOf, type IncidentEvent } from '#incident'
import { sha256 } from '#incident/testing'
import { openDatabase, rebuildProjection, verifyProjection } from '#read-model'
import {
  eventually,
  prefixOf,
  startService,
  testDatabase,
  testStack,
  testTopics,
  type TestDatabase,
  type TestService,
} from '#testkit'

const topics = testTopics()
let database: TestDatabase
let admin: Pool
let log: EventLog
let projectors: TestService[]
let appended = 0

beforeAll(async () => {
  database = await testDatabase()
  admin = openDatabase({ url: database.url, applicationName: 'spec' })
  log = openEventLog({ brokers: testStack().brokers, clientId: 'spec', topics })
  const settings = { DATABASE_URL: database.url, WIRELEDGER_TOPIC_PREFIX: prefixOf(topics), WIRELEDGER_PARTITIONS: '4' }
  projectors = await Promise.all([startService('projector', settings), startService('projector', settings)])
})
afterAll(async () => {
  await Promise.all(projectors.map((projector) => projector.stop()))
  await Promise.all([log.close(), admin.end()])
  await database.drop()
})

const eventOf = (n: number): IncidentEvent => ({
  type: 'UpdateFiled',
  data: {
    update: {
      updateId: updateIdOf('agy-a', `item-${n}`, '1'),
      provider: 'agy-a',
      item: `item-${n}`,
      version: '1',
      action: 'update',
      saidAt: '2023-09-24T06:00:00.000Z',
      headline: `Headline ${n}`,
      text: null,
      language: 'en',
      slug: null,
      urgency: null,
      relations: [],
      claims: [],
      withdraws: [],
      format: 'wireledger',
    },
    receivedAt: '2023-09-24T06:00:00.000Z',
    aliases: [],
    kills: [],
    reachesOnly: false,
    evidence: {},
    warnings: [],
  },
})

/** Appends updates to twenty incidents, as filing does. */
const append = async (count: number): Promise<void> => {
  const records = Array.from({ length: count }, () => {
    const n = appended++
    const incident = `incident-${n % 20}`
    const id = `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
    const value = encodeEvent({
      id,
      incident,
      causationId: `newsroom.wire.v1/0/${n}`,
      correlationId: `newsroom.wire.v1/0/${n}`,
      event: eventOf(n),
    })
    return { topic: topics.incident, key: incident, value: Buffer.from(value) }
  })
  await log.append(records)
}
const allProjected = () =>
  eventually(
    async () => {
      const { rows } = await admin.query('SELECT count(*)::int AS revisions FROM desk.revision')
      expect(rows[0].revisions).toBe(appended)
    },
    { until: 'every event is a revision' },
  )
const proven = async (): Promise<void> => {
  expect(await verifyProjection({ url: database.url, log, topic: topics.incident, sha256 })).toMatchObject({
    ok: true,
    events: appended,
    incidents: 20,
  })
}
const one = (index: number): TestService => {
  const projector = projectors[index]
  if (projector === undefined) throw new Error(`there is no projector ${index}`)
  return projector
}

describe('two projectors', () => {
  it('share the partitions and project every event once', async () => {
    await append(500)
    await allProjected()
    await proven()
  })

  it('show on /metrics what they did, and no lag', async () => {
    const texts = await Promise.all(projectors.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()))
    const events = texts.map((text) => Number(/^wireledger_projector_events_total (\d+)/m.exec(text)?.[1]))
    expect(events.reduce((sum, count) => sum + count, 0)).toBe(500)
    await eventually(async () =>
      expect(await (await fetch(`${one(0).url}/health/ready`)).json()).toMatchObject({ ready: true, lag: 0 }),
    )
  })

  it('come back by themselves when PostgreSQL cut every connection', async () => {
    for (let round = 0; round < 5; round++) {
      await append(50)
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'wireledger-projector'`,
      )
    }
    await allProjected()
    await proven()
  })

  it('go on across the switch of a replay, and lose and repeat nothing', async () => {
    await append(100)
    const live = (async () => {
      for (let round = 0; round < 20; round++) await append(25)
    })()
    const result = await rebuildProjection({ url: database.url, log, topic: topics.incident, sha256 })
    await live
    expect(result).toMatchObject({ identical: true, switched: true, to: 'incident_p2' })
    expect(result.blockedMs).toBeLessThan(5000)
    await append(100)
    await allProjected()
    await proven()
  })

  it('leave their partitions to each other when one is killed', async () => {
    await append(100)
    one(0).kill('SIGKILL')
    await append(100)
    await allProjected()
    await one(0).restart()
    await append(100)
    await allProjected()
    await proven()
  })

  it('end within ten seconds and with exit code 0 when they are asked to', async () => {
    const since = Date.now()
    one(1).kill('SIGTERM')
    expect(await one(1).exited).toMatchObject({ code: 0 })
    expect(Date.now() - since).toBeLessThan(10_000)
  })
})

describe('a projector without its log', () => {
  it('ends with exit code 1 where the log is shorter than what was projected', async () => {
    const other = topicNames(`${prefixOf(topics)}other.`)
    const settings = {
      DATABASE_URL: database.url,
      WIRELEDGER_TOPIC_PREFIX: prefixOf(other),
      WIRELEDGER_PARTITIONS: '4',
    }
    // It may have said that it was ready before it looked at the log.
    const ended = await startService('projector', settings).then(
      async ({ exited }) => `exit ${(await exited).code}`,
      (error: Error) => error.message,
    )
    expect(ended).toMatch(/exit 1/)
  })
})
