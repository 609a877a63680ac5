import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { Kafka, logLevel, type Producer } from 'kafkajs'
import { eventOf, lineOf, referenceBeliefs, story, type CommandLine, type WireLine } from '#incident/testing'
import { startSystem, type TestSystem } from '#testkit'
import { allPages, getJson, publish, settled, type RevisionItem, type View } from './system/desk-client.js'

const stories = fc.sample(story, { seed: 20230924, numRuns: 60 }).filter((events) => events.length > 2)

type Step = { line: WireLine | CommandLine; text: string }

/** The steps of one story in a shuffled order, some of them twice. */
const stepsOf = (index: number): Step[] => {
  const scope = `story-${index}`
  const lines = (stories[index] ?? []).flatMap((event) => (event.type === 'UpdateFiled' ? [lineOf(event, scope)] : []))
  const steps = lines.map((line) => ({ line, text: JSON.stringify(line) }))
  const rank = ({ text }: Step): string => createHash('sha256').update(`${index}${text}`).digest('hex')
  return [...steps, ...steps.filter((_, place) => place % 4 === 0)].sort((a, b) => rank(a).localeCompare(rank(b)))
}

describe('any story through any door', () => {
  let system: TestSystem
  let producer: Producer

  beforeAll(async () => {
    system = await startSystem()
    producer = new Kafka({ brokers: [...system.brokers], logLevel: logLevel.NOTHING }).producer()
    await producer.connect()
    const ids = await Promise.all(
      stories.map((_, index) => ([byHttp, byLines, byKafka][index % 3] ?? byHttp)(stepsOf(index))),
    )
    for (const id of ids.flat()) await settled(system.desk.url, id)
  })
  afterAll(async () => {
    await producer.disconnect()
    await system.stop()
  })

  const type = { 'content-type': 'application/vnd.wireledger.update+json' }
  const byHttp = async (steps: Step[]): Promise<string[]> => {
    const ids: string[] = []
    for (const { text } of steps) ids.push(...(await publish(system.ingest.url, text, type)))
    return ids
  }
  const byLines = (steps: Step[]): Promise<string[]> =>
    publish(system.ingest.url, steps.map(({ text }) => text).join('\n'), { 'content-type': 'application/x-ndjson' })
  const byKafka = async (steps: Step[]): Promise<string[]> => {
    const ids: string[] = []
    for (const [place, { text }] of steps.entries()) {
      const key = place % 2 === 0 ? null : `any key ${place}`
      const [sent] = await producer.send({ topic: system.topics.wire, messages: [{ key, value: text }] })
      ids.push(`wire-${sent?.partition}-${sent?.baseOffset}`)
    }
    return ids
  }

  it.each(stories.map((_, index) => [index]))(
    'story %i is believed at every revision as policy P1 says',
    async (index) => {
      const scope = `story-${index}`
      const byId = new Map(stepsOf(index).map(({ line }) => [updateIdOf(line as WireLine), eventOf(line)]))
      const base = `${system.desk.url}/v1/incidents/${scope}`
      const revisions = await allPages<RevisionItem>(`${base}/revisions?limit=5`)
      const inOrder = revisions.sort((a, b) => a.revision - b.revision)
      expect(inOrder.map(({ revision }) => revision)).toEqual(inOrder.map((_, place) => place + 1))
      expect(new Set(inOrder.map(({ updateId }) => updateId)).size).toBe(byId.size)
      const events = inOrder.map(({ updateId }) => byId.get(updateId ?? '') ?? fail(`${updateId} was never said`))
      for (const [place, { recordedAt }] of inOrder.entries()) {
        const soFar = events.slice(0, place + 1)
        expect((await getJson<View>(`${base}?revision=${place + 1}`)).beliefs).toEqual(referenceBeliefs(soFar))
        const event = events[place]
        if (event?.type !== 'UpdateFiled') continue
        const asOf = event.data.update.saidAt
        expect((await getJson<View>(`${base}?asOf=${asOf}`)).beliefs).toEqual(
          referenceBeliefs(events, Date.parse(asOf)),
        )
        const known = inOrder.filter((revision) => revision.recordedAt <= recordedAt).length
        expect((await getJson<View>(`${base}?asOf=${asOf}&knownAt=${recordedAt}`)).beliefs).toEqual(
          referenceBeliefs(events.slice(0, known), Date.parse(asOf)),
        )
        expect((await getJson<View>(`${base}?knownAt=${recordedAt}`)).beliefs).toEqual(
          referenceBeliefs(events.slice(0, known)),
        )
      }
    },
    60_000,
  )
})

const updateIdOf = ({ provider, item, version }: WireLine): string =>
  `${provider}/${/[/@#%]/.test(item) ? encodeURIComponent(item) : item}@${version ?? '1'}`

const fail = (message: string): never => {
  throw new Error(message)
}
