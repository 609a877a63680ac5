import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { requireFreePort } from '../free-port.js'
import type { LocalServer } from '../kafka/start-kafka.js'
import type { Progress } from '../kafka/prepare-kafka.js'
import { launch, logTail, type Exit, type Launched } from '../launch.js'
import { dropNote, endLeftover, noteProcess } from '../leftovers.js'
import { LocalStackError } from '../local-stack-error.js'
import { commandLine } from '../process-list.js'
import { until } from '../until.js'
import { ensureDatabase } from './ensure-database.js'
import { dataDirOf, leavePlace, placeFor, type Place } from './place.js'

export type PostgresOptions = {
  /** Kept between runs. */
  readonly dataDir: string
  readonly port: number
  /** Of the superuser `postgres`, when the cluster is made. Default: a random one, kept beside the data. */
  readonly password?: string
  /** Made if it is missing. Default `wireledger`. */
  readonly database?: string
  /** False for data that is thrown away: no fsync. Default true. */
  readonly durable?: boolean
  /** Defaults to `<dataDir>.log`. */
  readonly logFile?: string
  readonly onProgress?: Progress
  /** Default 60 s. */
  readonly timeoutMs?: number
}

export type PostgresServer = LocalServer & { readonly url: string }

const run = promisify(execFile)

const secretIn = (dataDir: string): string => join(dataDir, 'wireledger.password')

/** Made beside its place and moved there when whole, so that an interrupted run leaves nothing to trip over. */
const makeCluster = async (place: Place, password: string): Promise<void> => {
  const work = mkdtempSync(`${place.dataDir}.new-`)
  const data = join(work, 'data')
  const secret = join(work, 'password')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(secret, password, { mode: 0o600 })
  if (place.user !== undefined) for (const path of [work, data, secret]) chownSync(path, place.user.uid, place.user.gid)
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  try {
    const how = [`--pgdata=${data}`, '--auth=scram-sha-256', '--username=postgres', `--pwfile=${secret}`, ...locale]
    await run(place.binaries.initdb, how, { ...(place.user ?? {}), cwd: '/' })
    renameSync(secret, secretIn(data))
    renameSync(data, place.dataDir)
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? (error as Error).message
    throw new LocalStackError(
      'STACK_START_FAILED',
      `PostgreSQL could not make its cluster in ${place.dataDir}:\n${said.trim()}`,
    )
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

const flags = (place: Place, port: number, durable: boolean): string[] => {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '512MB',
    max_wal_size: '4GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    logging_collector: 'off',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
  }
  return [
    '-D',
    place.dataDir,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

/** After a reboot the number in postmaster.pid may be another program's: PostgreSQL would then refuse to start. */
const dropForeignPidFile = (dataDir: string): void => {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  if (!commandLine(pid).includes('postgres')) rmSync(file, { force: true })
}

const accepts = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return true
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new LocalStackError('STACK_START_FAILED', 'PostgreSQL runs, but refuses the password kept beside its data.')
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const startOnce = async (
  place: Place,
  options: PostgresOptions,
  adminUrl: string,
  logFile: string,
  deadline: number,
): Promise<Launched | null> => {
  const server = launch({
    command: place.binaries.postgres,
    args: flags(place, options.port, options.durable ?? true),
    logFile,
    stopSignal: 'SIGINT',
    user: place.user,
    cwd: '/',
  })
  let exit: Exit | null = null
  void server.exited.then((value) => (exit = value))
  if ((await until(async () => exit !== null || (await accepts(adminUrl)), deadline - Date.now())) && exit === null)
    return server
  await server.stop()
  return null
}

/** Orphans of a killed postmaster hold its shared memory for a moment: then a start fails and the next one works. */
const start = async (place: Place, options: PostgresOptions, adminUrl: string, logFile: string): Promise<Launched> => {
  const timeoutMs = options.timeoutMs ?? 60_000
  const deadline = Date.now() + timeoutMs
  for (;;) {
    dropForeignPidFile(place.dataDir)
    const server = await startOnce(place, options, adminUrl, logFile, deadline)
    if (server !== null) return server
    const tail = logTail(logFile)
    const passing = /still in use|lock file "postmaster.pid" already exists/.test(tail.split('\n').slice(-4).join('\n'))
    if (!passing || Date.now() > deadline)
      throw new LocalStackError('STACK_START_FAILED', `PostgreSQL did not start. The end of ${logFile}:\n${tail}`)
    await until(() => false, 250)
  }
}

/** Ends what a killed run left on this data and forgets all of it. Throws `STACK_ALREADY_RUNNING` when it is in use. */
export const emptyPostgres = async (asked: string): Promise<void> => {
  const dataDir = dataDirOf(asked)
  await endLeftover(`${asked}.process.json`, dataDir, 'SIGINT')
  rmSync(dataDir, { recursive: true, force: true })
  leavePlace(asked)
}

/** Starts a real PostgreSQL 18 (loopback only, password) and makes the database. Throws {@link LocalStackError}. */
export const startPostgres = async (options: PostgresOptions): Promise<PostgresServer> => {
  const place = placeFor(options.dataDir)
  const logFile = options.logFile ?? `${options.dataDir}.log`
  const note = `${options.dataDir}.process.json`
  await endLeftover(note, place.dataDir, 'SIGINT')
  await requireFreePort(options.port, 'PostgreSQL')
  const secret = secretIn(place.dataDir)
  if (!existsSync(secret)) {
    if (place.moved)
      options.onProgress?.(`PostgreSQL keeps its data in ${place.dataDir}: its user cannot reach ${options.dataDir}`)
    await makeCluster(place, options.password ?? randomBytes(18).toString('base64url'))
  }
  const url = (database: string): string =>
    `postgres://postgres:${readFileSync(secret, 'utf8')}@127.0.0.1:${options.port}/${database}`
  const server = await start(place, options, url('postgres'), logFile)
  noteProcess(note, server.pid)
  await ensureDatabase(url(options.database ?? 'wireledger'))
  return {
    pid: server.pid,
    port: options.port,
    url: url(options.database ?? 'wireledger'),
    exited: server.exited,
    stop: async () => {
      await server.stop()
      dropNote(note)
    },
  }
}
