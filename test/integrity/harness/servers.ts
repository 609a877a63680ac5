import { join } from 'node:path'
import pg from 'pg'
import { freePort, startKafka, startPostgres, type KafkaServer, type PostgresServer } from '#local-stack'
import type { Disk } from './disks.js'
import { familyOf, signalAll } from './processes.js'

/** A Kafka and a PostgreSQL that may be killed, frozen and started again on the same data and ports. */
export type Servers = {
  readonly kafkaPort: number
  readonly postgresPort: number
  readonly brokers: readonly string[]
  readonly adminUrl: string
  readonly kafka: Server
  readonly postgres: Server
  /** A fresh, empty database. */
  readonly makeDatabase: (name: string) => Promise<string>
  /** Their disks, where they have some of their own. */
  readonly disks: Disks | null
  readonly stop: () => Promise<void>
}

export type Disks = { readonly kafka: Disk; readonly postgres: Disk }

export type Server = {
  readonly pid: () => number
  /** Sends a signal to the server and to all that it started. */
  readonly signal: (signal: NodeJS.Signals) => void
  /** Sends a signal to the server alone. */
  readonly signalHead: (signal: NodeJS.Signals) => void
  /** Resolves when it has ended. */
  readonly ended: () => Promise<void>
  readonly hasEnded: () => boolean
  /** Starts it again on its data; resolves when it answers. */
  readonly start: () => Promise<void>
  /** Ends it as an operator would. */
  readonly stop: () => Promise<void>
}

type Running = KafkaServer | PostgresServer

const keep = async (begin: () => Promise<Running>): Promise<Server> => {
  let running = await begin()
  let over = false
  const watch = (): void => {
    const watched = running
    over = false
    void watched.exited.then(() => {
      if (watched === running) over = true
    })
  }
  watch()
  return {
    pid: () => running.pid,
    signal: (signal) => signalAll(familyOf(running.pid), signal),
    signalHead: (signal) => signalAll([running.pid], signal),
    ended: async () => {
      await running.exited
    },
    hasEnded: () => over,
    start: async () => {
      running = await begin()
      watch()
    },
    stop: () => running.stop(),
  }
}

export type ServerFolders = { readonly kafka: string; readonly postgres: string }

/** Starts both. PostgreSQL is durable: a commit that was answered must outlive its server. */
export const startServers = async (
  folders: ServerFolders,
  onProgress: (line: string) => void,
  disks: Disks | null = null,
): Promise<Servers> => {
  const [kafkaPort, controllerPort, postgresPort] = [await freePort(), await freePort(), await freePort()]
  let url = ''
  const [kafka, postgres] = await Promise.all([
    keep(() => startKafka({ dataDir: join(folders.kafka, 'kafka'), port: kafkaPort, controllerPort, onProgress })),
    keep(async () => {
      const server = await startPostgres({
        dataDir: join(folders.postgres, 'postgres'),
        port: postgresPort,
        onProgress,
      })
      url = server.url
      return server
    }),
  ])
  return {
    kafkaPort,
    postgresPort,
    brokers: [`127.0.0.1:${kafkaPort}`],
    adminUrl: url,
    kafka,
    postgres,
    disks,
    makeDatabase: async (name) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      await client.query(`CREATE DATABASE ${name}`)
      await client.end()
      const made = new URL(url)
      made.pathname = `/${name}`
      return made.href
    },
    stop: async () => {
      for (const server of [kafka, postgres]) server.signal('SIGCONT')
      await Promise.all([kafka.stop(), postgres.stop()])
    },
  }
}
