import { openEventLog, type LogRecord } from '#event-log'
import { topicNames } from '#eventing'
import { decodeEvent } from '#incident'
import { eventually } from '#testkit'
import { allPages, getJson, settled, type RevisionItem } from './system/desk-client.js'
import { isAlive, startStack, type RunningStack } from './system/running-stack.js'

const incidents = 7
const victims = ['projector', 'ingest', 'kafka', 'postgres', 'projector', 'ingest'] as const

describe('kill -9 of every process under load', () => {
  let stack: RunningStack
  const acknowledged = new Map<string, string>()

  const lineOf = (n: number): string =>
    JSON.stringify({
      provider: `agy-${n % 3}`,
      item: `I${n}`,
      saidAt: new Date(1695535200000 + n * 1000).toISOString(),
      headline: `Update ${n}`,
      incident: `kill-nine-${n % incidents}`,
      claims: [{ fact: 'casualties/injured/police', value: n % 5, tier: 1 + (n % 5) }],
    })

  /** Publishes one update until it is acknowledged, however often the door is away; the update id makes it safe. */
  const publishUntilAcknowledged = async (n: number): Promise<void> => {
    await eventually(
      async () => {
        const answer = await fetch(`${stack.file().ingest}/v1/wire`, {
          method: 'POST',
          body: lineOf(n),
          headers: { 'content-type': 'application/json' },
        })
        if (answer.status !== 202) throw new Error(`${answer.status}`)
        const { receipts } = (await answer.json()) as { receipts: { id: string }[] }
        acknowledged.set(`agy-${n % 3}/I${n}@1`, receipts[0]?.id ?? '')
      },
      { timeoutMs: 90_000, everyMs: 100 },
    )
  }

  beforeAll(async () => {
    stack = await startStack(21_400)
    let n = 0
    let loading = true
    const load = Promise.all(
      Array.from({ length: 6 }, async () => {
        while (loading) await publishUntilAcknowledged(n++)
      }),
    )
    for (const name of victims) {
      const before = acknowledged.size
      await eventually(() => expect(acknowledged.size).toBeGreaterThan(before + 100))
      const pid = stack.file().pids[name] ?? 0
      expect(isAlive(pid)).toBe(true)
      process.kill(pid, 'SIGKILL')
      await eventually(() => expect(stack.file().pids[name]).not.toBe(pid))
    }
    loading = false
    await load
  }, 300_000)
  afterAll(() => stack.interrupt(), 60_000)

  it('projects every update that was acknowledged', async () => {
    expect(acknowledged.size).toBeGreaterThan(victims.length * 100)
    for (const [updateId, receipt] of acknowledged) {
      const { status, updates } = await settled(stack.file().desk, receipt)
      expect([updateId, status]).toEqual([updateId, expect.stringMatching(/^(projected|repeat)$/)])
      expect(updates.map((update) => update.updateId)).toEqual([updateId])
    }
  })

  it('has each of them in the log of record once, and revisions 1..n without a hole', async () => {
    const log = openEventLog({ brokers: [stack.file().kafkaBrokers], clientId: 'kill-nine', topics: topicNames() })
    const filed = new Map<string, Set<string>>()
    const ends = await log.offsets(topicNames().incident)
    const range = (pick: 'low' | 'high'): Map<number, number> => new Map(ends.map((end) => [end.partition, end[pick]]))
    await log.readRange(topicNames().incident, range('low'), range('high'), (records: LogRecord[]) => {
      for (const { value } of records) {
        const decoded = decodeEvent(value?.toString() ?? '')
        if (!decoded.ok || decoded.record.event.type !== 'UpdateFiled') throw new Error('the log holds something else')
        const { updateId } = decoded.record.event.data.update
        filed.set(updateId, (filed.get(updateId) ?? new Set()).add(decoded.record.id))
      }
    })
    await log.close()
    // The same event may stand in the log twice after an unknown outcome; a second event of an update may not.
    expect([...filed].filter(([, ids]) => ids.size !== 1)).toEqual([])
    expect([...acknowledged.keys()].filter((updateId) => !filed.has(updateId))).toEqual([])
    let revisions = 0
    for (let n = 0; n < incidents; n++) {
      const items = await allPages<RevisionItem>(`${stack.file().desk}/v1/incidents/kill-nine-${n}/revisions?limit=200`)
      expect(items.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(items.map((_, place) => place + 1))
      revisions += items.length
    }
    expect(revisions).toBe(filed.size)
  })

  it('verifies, and a replay reproduces every hash and switches while the desk goes on serving', async () => {
    const verified = await stack.run('verify', '--json')
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, mismatches: [] })
    const replayed = await stack.run('replay', '--json')
    expect(JSON.parse(replayed.stdout)).toMatchObject({ identical: true, mismatches: [], switched: true })
    expect(replayed.code).toBe(0)
    await publishUntilAcknowledged(1_000_000)
    const receipt = await settled(stack.file().desk, acknowledged.get('agy-1/I1000000@1') ?? '')
    expect(receipt.status).toBe('projected')
    await getJson(`${stack.file().desk}/v1/incidents/kill-nine-0`)
  })
})
