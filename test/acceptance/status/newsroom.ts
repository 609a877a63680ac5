import { startSystem, type TestSystem } from '#testkit'
import {
  allPages,
  getJson,
  publish,
  settled,
  type Receipt,
  type RevisionItem,
  type View,
} from '../system/desk-client.js'
import { wireledger } from '../system/running-stack.js'
import { readEvents } from '../system/sse.js'

export type Shown = {
  readonly updateId: string
  readonly action: string
  readonly headline: string | null
  readonly text: string | null
  readonly html?: string
  readonly killed?: true
  readonly killedBy?: string
  readonly held?: true
  readonly heldBy?: string
  readonly claims: readonly { readonly id: string; readonly status: string; readonly quote: string | null }[]
  readonly incidents: readonly string[]
}

export type SentReceipt = Receipt & { readonly id: string }

/** A whole system and the few things these stories do with it. */
export const openNewsroom = async () => {
  const system: TestSystem = await startSystem()
  const desk = system.desk.url
  const sendBytes = async (body: string | Uint8Array, headers: Record<string, string>): Promise<SentReceipt> => {
    const [id = ''] = await publish(system.ingest.url, body, headers)
    return { ...(await settled(desk, id)), id }
  }
  const send = (update: object, type: string): Promise<SentReceipt> =>
    sendBytes(JSON.stringify(update), { 'content-type': type })
  const command = async (incident: string, body: object, headers: object = {}): Promise<SentReceipt> => {
    const response = await fetch(`${system.ingest.url}/v1/incidents/${incident}/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ reason: 'the desk knows', by: 'desk-1', ...body }),
    })
    if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`)
    const { receipts } = (await response.json()) as { receipts: { id: string }[] }
    const id = receipts[0]?.id ?? ''
    return { ...(await settled(desk, id)), id }
  }
  const status = async (path: string): Promise<number> => (await fetch(desk + path)).status
  const pathOf = (updateId: string): string => `/v1/updates/${encodeURIComponent(updateId)}`
  const view = (name: string, query = ''): Promise<View> => getJson(`${desk}/v1/incidents/${name}${query}`)
  const revisions = (name: string): Promise<RevisionItem[]> => allPages(`${desk}/v1/incidents/${name}/revisions`)
  return {
    desk,
    status,
    command,
    /** Runs a command of the command line against this system. */
    wireledger: (...args: string[]) => wireledger(args, { ...process['env'], ...system.settings }),
    etag: async (name: string) => (await fetch(`${desk}/v1/incidents/${name}`)).headers.get('etag'),
    view,
    revisions,
    /** Publishes a Wireledger update of agy-a and waits until it is settled. */
    say: (update: object): Promise<SentReceipt> =>
      send({ provider: 'agy-a', ...update }, 'application/vnd.wireledger.update+json'),
    /** Publishes bytes as they are. */
    sendBytes,
    /** Publishes a ninjs item of a provider. */
    wire: (item: object, provider = 'agy-n'): Promise<SentReceipt> =>
      send({ provider, type: 'text', ...item }, 'application/vnd.iptc.ninjs+json'),
    receipt: (id: string): Promise<Receipt> => getJson(`${desk}/v1/receipts/${id}`),
    update: (updateId: string): Promise<Shown> => getJson(desk + pathOf(updateId)),
    raw: (updateId: string): Promise<number> => status(`${pathOf(updateId)}/raw`),
    found: async (q: string): Promise<string[]> =>
      (await allPages<View>(`${desk}/v1/incidents?q=${q}`)).map(({ id }) => id),
    /** Every public answer about an incident and its updates, as one text; raw bytes hold notes to editors, too. */
    everything: async (name: string, updateIds: readonly string[], { raw = true } = {}): Promise<string> => {
      const base = `/v1/incidents/${name}`
      const count = (await revisions(name)).length
      const past = Array.from({ length: count }, (_, index) => [
        `${base}?revision=${index + 1}`,
        `${base}/diff?to=${index + 1}`,
      ])
      const paths = [
        '/',
        '/v1/incidents',
        base,
        `${base}/revisions`,
        `${base}/timeline`,
        `${base}/blame`,
        ...past.flat(),
      ]
      const told = updateIds.flatMap((id) => [pathOf(id), ...(raw ? [`${pathOf(id)}/raw`] : [])])
      const asOf = `${base}?asOf=2023-09-24T09:00:00Z`
      const answers = await Promise.all(
        [...paths, asOf, ...told].map(async (path) => (await fetch(desk + path)).text()),
      )
      const events = await readEvents(`${desk}${base}/stream?from=start`, count)
      return [...answers, ...events.map(({ data }) => data)].join('\n')
    },
    stop: () => system.stop(),
  }
}

export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>
export const at = (time: string): string => `2023-09-24T${time}:00Z`
export const toll = (value: number, over: object = {}): object => ({
  ...{ fact: 'casualties/killed/police', value, speaker: 'Police', quote: `secretquote ${value} officers died` },
  ...over,
})
