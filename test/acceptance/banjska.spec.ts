import { readFileSync } from 'node:fs'
import type { CommandLine, WireLine } from '#incident/testing'
import { startSystem, type TestSystem } from '#testkit'
import { getJson, publish, settled, type Receipt, type RevisionItem, type View } from './system/desk-client.js'

const root = new URL('../../', import.meta.url)
const lines = readFileSync(new URL('demo/banjska.ndjson', root), 'utf8').trim().split('\n')
const { story } = JSON.parse(readFileSync(new URL('test/acceptance/banjska/expected.json', root), 'utf8')) as {
  story: { step: number; accepted: boolean; revision: number; beliefs: View['beliefs'] }[]
}

describe('the Banjska story through the HTTP doors', () => {
  let system: TestSystem
  let incident = ''
  const receipts: Receipt[] = []

  beforeAll(async () => {
    system = await startSystem()
    for (const line of lines) receipts.push(await settled(system.desk.url, await send(line)))
  })
  afterAll(() => system.stop())

  const send = async (line: string): Promise<string> => {
    const step = JSON.parse(line) as WireLine | CommandLine
    if (!('command' in step)) {
      const [id = ''] = await publish(system.ingest.url, line, {
        'content-type': 'application/vnd.wireledger.update+json',
      })
      return id
    }
    incident = (await getJson<View>(`${system.desk.url}/v1/incidents/banjska`)).id
    const response = await fetch(`${system.ingest.url}/v1/incidents/${incident}/commands`, {
      method: 'POST',
      body: line,
      headers: { 'content-type': 'application/json', 'if-match': '"16"' },
    })
    expect(response.status).toBe(202)
    return ((await response.json()) as { receipts: { id: string }[] }).receipts[0]?.id ?? ''
  }

  it('comes out as 17 revisions of one incident, its two repeats as none', async () => {
    expect(receipts.map(({ status }) => status)).toEqual(
      story.map(({ accepted }) => (accepted ? 'projected' : 'repeat')),
    )
    expect((await getJson<View>(`${system.desk.url}/v1/incidents/banjska`)).revision).toBe(17)
  })

  it('believes at every revision what the story expects after that step', async () => {
    for (const { revision, beliefs } of story) {
      const view = await getJson<View>(`${system.desk.url}/v1/incidents/banjska?revision=${revision}`)
      expect([revision, view.beliefs]).toEqual([revision, beliefs])
    }
  })

  it('shows by known-at every state that was once current', async () => {
    const { items } = await getJson<{ items: RevisionItem[] }>(
      `${system.desk.url}/v1/incidents/${incident}/revisions?limit=100`,
    )
    for (const { revision, recordedAt } of items) {
      const view = await getJson<View>(`${system.desk.url}/v1/incidents/${incident}?knownAt=${recordedAt}`)
      // Two revisions may be recorded in one millisecond; the later one is then what was known.
      expect(view.revision).toBeGreaterThanOrEqual(revision)
      expect(view.beliefs).toEqual(story.findLast((step) => step.revision === view.revision)?.beliefs)
    }
  })

  it('refuses an editor whose revision is stale, and changes nothing', async () => {
    const body = JSON.stringify({ command: 'overrule', claims: ['agy-a/A1@1#0'], reason: 'too late', by: 'desk-2' })
    const response = await fetch(`${system.ingest.url}/v1/incidents/${incident}/commands`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'if-match': '"16"' },
    })
    const { receipts: issued } = (await response.json()) as { receipts: { id: string }[] }
    const receipt = await settled(system.desk.url, issued[0]?.id ?? '')
    expect(receipt.status).toBe('rejected')
    expect(receipt.reason).toMatch(/17/)
    expect((await getJson<View>(`${system.desk.url}/v1/incidents/banjska`)).revision).toBe(17)
  })
})
