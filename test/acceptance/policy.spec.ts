import { readFileSync } from 'node:fs'
import { startSystem, type TestSystem } from '#testkit'
import { allPages, getJson, publish, settled, type RevisionItem, type View } from './system/desk-client.js'
import { wireledger } from './system/running-stack.js'
import { readEvents } from './system/sse.js'

const story = readFileSync(new URL('../../demo/banjska.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .filter((line) => !line.startsWith('{"command"'))
const injured = 'casualties/injured/civilians'

/** What a small wire says of a fact that only the police spoke of so far: a worse tier, and later. */
const laterWord = (item: string, saidAt: string, value: number): string =>
  JSON.stringify({
    ...{ provider: 'agy-late', item, saidAt, headline: `Witnesses: ${value}`, incident: 'banjska' },
    claims: [{ fact: injured, value, speaker: 'a witness', tier: 5 }],
  })
const policeSay = JSON.stringify({
  ...{ provider: 'agy-a', item: 'P1', saidAt: '2023-09-25T08:00:00Z', headline: 'Police: 2', incident: 'banjska' },
  claims: [{ fact: injured, value: 2, speaker: 'Kosovo Police', tier: 1 }],
})

type Blame = { facts: { fact: string; claims: { id: string; status: string }[] }[] }
type Replayed = {
  policy: string
  identical: boolean
  switched: boolean
  mismatches: unknown[]
  from: string
  to: string
}

describe('the same log under another policy', () => {
  let system: TestSystem
  let before: Told

  const incident = (query = ''): Promise<View> => getJson<View>(`${system.desk.url}/v1/incidents/banjska${query}`)
  const file = async (line: string): Promise<void> => {
    const [id = ''] = await publish(system.ingest.url, line, {
      'content-type': 'application/vnd.wireledger.update+json',
    })
    expect((await settled(system.desk.url, id)).status).toMatch(/^(projected|repeat)$/)
  }
  const run = (...args: string[]) => wireledger(args, { ...process['env'], ...system.settings })
  const replay = async (...args: string[]): Promise<Replayed> => {
    const { code, stdout, stderr } = await run('replay', '--json', ...args)
    expect([code, stderr]).toEqual([0, expect.any(String)])
    return JSON.parse(stdout) as Replayed
  }

  type Told = { view: View; revisions: RevisionItem[]; claims: unknown }
  const told = async (): Promise<Told> => ({
    view: await incident(),
    revisions: await allPages<RevisionItem>(`${system.desk.url}/v1/incidents/banjska/revisions?limit=200`),
    claims: (await blame()).facts.map(({ fact, claims }) => [fact, claims.map(({ id }) => id)]),
  })
  const blame = (): Promise<Blame> => getJson<Blame>(`${system.desk.url}/v1/incidents/banjska/blame`)
  /** Of revisions what happened, without what was made of it. */
  const history = (revisions: RevisionItem[]): unknown[] =>
    revisions.map((item) => ({ ...item, changes: null, hash: null }))

  beforeAll(async () => {
    system = await startSystem()
    for (const line of [...story, policeSay, laterWord('W1', '2023-09-25T09:00:00Z', 5)]) await file(line)
    before = await told()
    expect(before.view.policy).toBe('P1')
    expect(before.view.beliefs[injured]?.best).toBe(2)
  })
  afterAll(() => system.stop())

  it('changes what is best, and keeps every revision, event and claim', async () => {
    expect(await replay('--policy', 'P2')).toMatchObject({
      policy: 'P2',
      identical: true,
      switched: true,
      mismatches: [],
    })
    const after = await told()
    expect(history(after.revisions)).toEqual(history(before.revisions))
    expect(after.claims).toEqual(before.claims)
    expect([after.view.policy, after.view.revision]).toEqual(['P2', before.view.revision])
    expect(after.view.beliefs[injured]).toMatchObject({ best: 5, bestClaim: 'agy-late/W1@1#0', low: 2, high: 5 })
    expect(after.view.hash).not.toBe(before.view.hash)
    expect(after.revisions.at(-1)?.hash).toBe(after.view.hash)
  })

  it('is told as that policy by every view of the past, and by every list of versions', async () => {
    const { revision } = before.view
    const moment = before.revisions.at(-1)?.recordedAt ?? ''
    for (const query of [`revision=${revision}`, 'asOf=2999-01-01T00:00:00Z', `knownAt=${moment}`]) {
      const view = await incident(`?${query}`)
      expect([query, view.policy, view.beliefs[injured]?.best]).toEqual([query, 'P2', 5])
    }
    expect((await incident('?revision=1')).policy).toBe('P2')
    const { items } = await getJson<{ items: object[] }>(`${system.desk.url}/v1/projections`)
    expect(items).toMatchObject([
      { status: 'retired', policy: 'P1' },
      { status: 'live', policy: 'P2' },
    ])
    expect((await run('status')).stdout).toMatch(/live, schema incident_p2, policy P2/)
  })

  it('is another answer to who has the same revision, whose tag an editor may still send back', async () => {
    const get = (tag: string): Promise<Response> =>
      fetch(`${system.desk.url}/v1/incidents/banjska`, { headers: { 'if-none-match': tag } })
    const { revision } = before.view
    const fresh = await get(`"${revision}"`)
    expect([fresh.status, fresh.headers.get('etag')]).toEqual([200, `"${revision}.P2"`])
    expect((await get(`"${revision}.P2"`)).status).toBe(304)
    const command = { command: 'overrule', claims: ['agy-late/W1@1#0'], reason: 'called back', by: 'desk-1' }
    const answer = await fetch(`${system.ingest.url}/v1/incidents/${before.view.id}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'if-match': `"${revision}.P2"` },
      body: JSON.stringify(command),
    })
    expect(answer.status).toBe(202)
    const { receipts } = (await answer.json()) as { receipts: { id: string }[] }
    expect((await settled(system.desk.url, receipts[0]?.id ?? '')).status).toBe('projected')
    expect((await incident()).beliefs[injured]?.best).toBe(2)
  })

  it('goes on under that policy with what comes, and verifies', async () => {
    await file(laterWord('W2', '2023-09-25T10:00:00Z', 7))
    const view = await incident()
    expect([view.policy, view.beliefs[injured]?.best]).toEqual(['P2', 7])
    expect((await incident(`?revision=${view.revision}`)).beliefs).toEqual(view.beliefs)
    expect(JSON.parse((await run('verify', '--json')).stdout)).toMatchObject({ ok: true, mismatches: [] })
    expect(await replay()).toMatchObject({ policy: 'P2', identical: true, switched: true })
    expect((await incident()).hash).toBe(view.hash)
  })

  it.each([
    ['replay --policy P1', ['--policy', 'P1'], ['--policy', 'P2']],
    ['replay --rollback', ['--rollback'], ['--rollback']],
  ])(
    'brings the old beliefs back to the letter by %s',
    async (_, back, again) => {
      if (back[0] === '--rollback') await replay('--policy', 'P1')
      if (back[0] === '--rollback') await replay('--policy', 'P2')
      expect(await replay(...back)).toMatchObject({ policy: 'P1', identical: true, switched: true })
      const { view, revisions } = await told()
      expect([view.policy, view.beliefs[injured]?.best]).toEqual(['P1', 2])
      expect(revisions.slice(0, before.revisions.length)).toEqual(before.revisions)
      expect(await incident(`?revision=${before.view.revision}`)).toEqual(before.view)
      expect(JSON.parse((await run('verify', '--json')).stdout)).toMatchObject({ ok: true })
      expect(await replay(...again)).toMatchObject({ policy: 'P2', identical: true, switched: true })
    },
    90_000,
  )

  it('is what a stream tells from its start, though it told the other policy before', async () => {
    const count = (await told()).revisions.length
    const url = `${system.desk.url}/v1/incidents/banjska/stream?from=start`
    const streamed = async (): Promise<unknown[]> =>
      (await readEvents(url, count)).map(({ data }) => {
        const { incident: _, ...item } = JSON.parse(data) as RevisionItem & { incident: string }
        return item.hash
      })
    for (const policy of ['P1', 'P2', 'P1']) {
      expect(await replay('--policy', policy)).toMatchObject({ policy, identical: true })
      expect(await streamed()).toEqual((await told()).revisions.map(({ hash }) => hash))
    }
  })

  it('is not replayed under a policy that is none: exit code 2, and the known ones are named', async () => {
    const { code, stdout, stderr } = await run('replay', '--policy', 'P9')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('there is no policy "P9"; known are P1, P2')
    expect((await incident()).policy).toBe('P1')
  })
})
