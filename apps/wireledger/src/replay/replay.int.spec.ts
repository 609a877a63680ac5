import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Pool } from 'pg'
import { openEventLog } from '#event-log'
import { encodeEvent } from '#incident'
import { eventOf } from '#incident/testing'
import { openDatabase } from '#read-model'
import { eventually, startSystem, type TestSystem } from '#testkit'

const launcher = fileURLToPath(new URL('../../../../bin/wireledger.js', import.meta.url))
// Several chunks of every partition: a replay can be met in the middle.
const [events, incidents, partitions] = [24_000, 400, 4]

let system: TestSystem
let admin: Pool

beforeAll(async () => {
  system = await startSystem({ partitions })
  admin = openDatabase({ url: system.databaseUrl, applicationName: 'spec' })
  const log = openEventLog({ brokers: system.brokers, clientId: 'spec', topics: system.topics })
  for (let from = 0; from < events; from += 2000)
    await log.append(Array.from({ length: 2000 }, (_, index) => recordOf(from + index)))
  await log.close()
  await eventually(async () => expect(await sumOf('SELECT sum(next_offset) FROM desk.checkpoint')).toBe(events), {
    timeoutMs: 100_000,
    until: 'every event is projected',
  })
}, 150_000)
afterAll(async () => {
  await admin.end()
  await system.stop()
}, 30_000)

const recordOf = (n: number) => {
  const incident = `incident-${n % incidents}`
  const value = encodeEvent({
    id: `01890000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`,
    incident,
    causationId: `newsroom.wire.v1/0/${n}`,
    correlationId: `newsroom.wire.v1/0/${n}`,
    event: eventOf({
      ...{ provider: 'agy-a', item: `item-${n}`, saidAt: '2023-09-24T06:00:00Z', headline: `Headline ${n}`, incident },
      claims: [{ fact: 'casualties/injured/police', value: n % 7, speaker: 'Police', tier: 1 }],
    }),
  })
  return { topic: system.topics.incident, key: incident, value: Buffer.from(value) }
}

/** `wireledger replay`, as an operator runs it. */
const startReplay = (...args: string[]) => {
  const env = { ...process.env, ...system.settings }
  const child = spawn(process.execPath, [launcher, 'replay', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, stdout, stderr })),
  )
  return { interrupt: () => child.kill('SIGINT'), ended }
}

const sumOf = async (sql: string): Promise<number> =>
  Number((await admin.query<{ sum: string | null }>(sql)).rows[0]?.sum ?? 0)
const loaded = (): Promise<number> => sumOf('SELECT sum(next_offset) FROM incident_p2.checkpoint')
const soon = { timeoutMs: 60_000, everyMs: 5 }

describe('wireledger replay, which loads in threads', () => {
  it('fails with what a thread met: another process took the version over', async () => {
    const { ended } = startReplay()
    await eventually(async () => {
      const { rowCount } = await admin.query('UPDATE incident_p2.checkpoint SET epoch = epoch + 1 WHERE epoch > 0')
      expect(rowCount).toBe(partitions)
    }, soon)
    const { code, stderr } = await ended
    expect(code).toBe(1)
    expect(stderr).toContain('wireledger: another process took incident_p2 over, or dropped it')
    expect(await loaded()).toBeLessThan(events)
  }, 90_000)

  it('is interrupted by Ctrl-C', async () => {
    const before = await loaded()
    const { interrupt, ended } = startReplay()
    await eventually(async () => expect(await loaded()).toBeGreaterThan(before), soon)
    interrupt()
    const { code, stderr } = await ended
    expect([code, stderr]).toEqual([1, expect.stringContaining('stopped: "wireledger replay" goes on from here')])
    expect(await loaded()).toBeLessThan(events)
  }, 90_000)

  it('goes on from there, tells how far it is, and makes what the projector made', async () => {
    const { code, stdout, stderr } = await startReplay('--json').ended
    expect(JSON.parse(stdout)).toMatchObject({ to: 'incident_p2', identical: true, switched: true, mismatches: [] })
    expect(stderr).toMatch(/^load: [1-9][\d,]* of [\d,]+ events/m)
    expect(code).toBe(0)
  }, 90_000)
})
