// Rebuilds one projection by Emmett as released. Reads events as NDJSON from stdin, appends them to Emmett's store in the
// database of argv[2] (not timed), and times its own rebuild with the fold of argv[3]. Prints `rebuilding` when that
// begins, and one JSON document in the end.
import { pathToFileURL } from 'node:url'
import { createInterface } from 'node:readline'
import {
  getPostgreSQLEventStore,
  pongoSingleStreamProjection,
  rebuildPostgreSQLProjections,
} from '@event-driven-io/emmett-postgresql'
import pg from 'pg'

const [, , connectionString, product] = process.argv
const { referenceFold } = await import(pathToFileURL(product).href)

const streams = new Map()
let events = 0
for await (const line of createInterface({ input: process.stdin })) {
  const { id, incident, event } = JSON.parse(line)
  const stream = streams.get(incident) ?? []
  stream.push({ type: event.type, data: event.data, metadata: { eventId: id } })
  streams.set(incident, stream)
  events += 1
}

const store = getPostgreSQLEventStore(connectionString)
await store.schema.migrate()
for (const [stream, all] of streams) {
  for (let at = 0; at < all.length; at += 100) await store.appendToStream(stream, all.slice(at, at + 100))
}
await store.close()

const fold = referenceFold()
const projection = pongoSingleStreamProjection({
  collectionName: 'incidents',
  canHandle: ['UpdateFiled', 'ClaimOverruled'],
  evolve: (_document, { type, data, metadata }) => {
    const incident = metadata.streamName
    const record = { id: metadata.eventId, incident, causationId: '', correlationId: '', event: { type, data } }
    return JSON.parse(fold.add(record).body())
  },
})

console.log('rebuilding')
const cpu = process.cpuUsage()
const start = performance.now()
const consumer = rebuildPostgreSQLProjections({
  connectionString,
  projections: [projection],
  pulling: { batchSize: 1_000 },
})
await consumer.start()
const seconds = (performance.now() - start) / 1000
const { user, system } = process.cpuUsage(cpu)
await consumer.close()

const client = new pg.Client({ connectionString })
await client.connect()
const { rows } = await client.query(
  `SELECT count(*)::int AS incidents, coalesce(sum((data->>'revision')::int), 0)::int AS summed FROM incidents`,
)
await client.end()
console.log(JSON.stringify({ events, seconds, nodeUs: (user + system) / events, streams: streams.size, ...rows[0] }))
process.exit(0)
