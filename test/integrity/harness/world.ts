import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { topicNames, type TopicNames } from '#eventing'
import { openEventLog } from '#event-log'
import { migrateFilingIndex } from '#filing-index'
import { freePort } from '#local-stack'
import { migrateReadModel } from '#read-model'
import { openHistory, type History } from '../load/history.js'
import { startLoad, type Load } from '../load/load.js'
import { captureStream, type SseCapture } from '../load/sse-capture.js'
import { startKafkaProxy, type KafkaProxy } from '../proxies/kafka-proxy.js'
import { startPostgresProxy, type PostgresProxy } from '../proxies/postgres-proxy.js'
import { openDice, type Dice } from './dice.js'
import { pause } from './patience.js'
import { openProbe, type Probe } from './probe.js'
import { startSampler, type Sampler } from './sampler.js'
import type { Servers } from './servers.js'
import { openService, type Service, type ServiceName } from './service.js'

export type Proxies = { readonly kafka: KafkaProxy; readonly postgres: PostgresProxy }

/** One whole Wireledger under load: topics and database of its own, every service behind proxies of its own. */
export type World = {
  readonly name: string
  readonly seed: string
  readonly dice: Dice
  readonly root: string
  readonly servers: Servers
  readonly topics: TopicNames
  readonly partitions: number
  readonly databaseUrl: string
  readonly settings: { readonly [name: string]: string }
  readonly services: { readonly [name in ServiceName]: Service }
  readonly proxies: { readonly [name in ServiceName]: Proxies }
  readonly history: History
  readonly historyFile: string
  readonly load: Load
  readonly readers: readonly SseCapture[]
  readonly sampler: Sampler
  readonly probe: Probe
  /** Another member of the same group, without proxies; ends with the world. */
  readonly openMember: (name: ServiceName, settings?: { readonly [name: string]: string }) => Promise<Service>
  readonly log: (line: string) => void
  readonly close: () => Promise<void>
}

export type WorldOptions = {
  readonly name: string
  readonly seed: string
  readonly root: string
  readonly servers: Servers
  readonly folder: string
  readonly rate: number
  readonly patienceMs: number | null
  readonly log: (line: string) => void
}

const partitions = 4
const stories = 24

const prepare = async (servers: Servers, topics: TopicNames, databaseUrl: string): Promise<void> => {
  const log = openEventLog({ brokers: servers.brokers, clientId: 'integrity', topics })
  try {
    await Promise.all([
      log.ensureTopics(partitions),
      migrateFilingIndex(databaseUrl).then(() => migrateReadModel(databaseUrl)),
    ])
  } finally {
    await log.close()
  }
}

/** Starts a world and its load; resolves when updates are acknowledged and projected. */
export const openWorld = async (options: WorldOptions): Promise<World> => {
  const { name, seed, root, servers, folder, rate, log } = options
  mkdirSync(folder, { recursive: true })
  const id = name.replaceAll(/[^a-z0-9]/g, '')
  const topics = topicNames(`${id}.`)
  const databaseUrl = await servers.makeDatabase(id)
  await prepare(servers, topics, databaseUrl)
  const dice = openDice(seed)
  const settings = {
    KAFKA_BROKERS: servers.brokers.join(','),
    DATABASE_URL: databaseUrl,
    WIRELEDGER_TOPIC_PREFIX: `${id}.`,
    WIRELEDGER_PARTITIONS: String(partitions),
    WIRELEDGER_LOG_LEVEL: 'info',
  }
  const members: Service[] = []
  const open = async (service: ServiceName, extra: { readonly [name: string]: string }): Promise<Service> => {
    const port = await freePort()
    const logFile = join(folder, `${service}${members.length > 2 ? `-${members.length}` : ''}.log`)
    const opened = openService({ name: service, root, port, logFile, settings: { ...settings, ...extra } })
    members.push(opened)
    opened.start()
    return opened
  }
  const proxied = async (service: ServiceName): Promise<[Service, Proxies]> => {
    const kafka = await startKafkaProxy(servers.kafkaPort)
    const postgres = await startPostgresProxy(servers.postgresPort)
    const url = new URL(databaseUrl)
    url.port = String(postgres.port)
    const where = { KAFKA_BROKERS: `127.0.0.1:${kafka.port}`, DATABASE_URL: url.href }
    return [await open(service, where), { kafka, postgres }]
  }
  const [ingest, ingestProxies] = await proxied('ingest')
  const [projector, projectorProxies] = await proxied('projector')
  const [desk, deskProxies] = await proxied('desk')
  const services = { ingest, projector, desk }
  const proxies = { ingest: ingestProxies, projector: projectorProxies, desk: deskProxies }
  await Promise.all([ingest.ready(), projector.ready(), desk.ready()])

  const historyFile = join(folder, 'history.ndjson')
  const history = openHistory(historyFile)
  history.note({ world: name, seed })
  const loadDice = dice.fork('load')
  const load = startLoad({ dice: loadDice, ingest: ingest.url, brokers: servers.brokers, topic: topics.wire, history, rate, stories }) // prettier-ignore
  const readers = [captureStream('steady', desk.url, null), captureStream('restless', desk.url, dice.fork('restless'))]
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3, connectionTimeoutMillis: 3000 })
  pool.on('error', () => undefined)
  const probe = openProbe(servers, topics, pool, options.patienceMs ?? Infinity)
  const sampler = startSampler(pool)
  const world: World = {
    ...{ name, seed, dice, root, servers, topics, partitions, databaseUrl, settings, services, proxies },
    ...{ history, historyFile, load, readers, sampler, probe, log },
    openMember: (service, extra = {}) => open(service, extra),
    close: async () => {
      // Before the services end, or publishers would go on asking who no longer answers.
      const publishersEnd = Promise.race([load.stop(), pause(10_000)])
      for (const reader of readers) reader.stop()
      await sampler.stop()
      await Promise.all(members.map((member) => member.stop()))
      await publishersEnd
      await probe.close()
      await pool.end().catch(() => undefined)
      await history.close()
      const all = Object.values(proxies).flatMap(({ kafka, postgres }) => [kafka, postgres])
      await Promise.all(all.map((proxy) => proxy.close()))
    },
  }
  await load.acknowledge(50, 30_000)
  await probe.caughtUp(30_000)
  return world
}
