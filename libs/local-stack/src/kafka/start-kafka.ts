import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { Kafka, logLevel } from 'kafkajs'
import { freePort, portAnswers, requireFreePort } from '../free-port.js'
import { launch, logTail, type Exit, type Launched } from '../launch.js'
import { dropNote, endLeftover, noteProcess } from '../leftovers.js'
import { LocalStackError, noJava } from '../local-stack-error.js'
import { projectRoot } from '../project-root.js'
import { until } from '../until.js'
import { prepareKafka, type Progress } from './prepare-kafka.js'
import { serverProperties } from './server-properties.js'

export type KafkaOptions = {
  /** Kept between runs. */
  readonly dataDir: string
  readonly port: number
  /** Defaults to any free port. */
  readonly controllerPort?: number
  readonly cacheDir?: string
  /** Defaults to `kafka.log` in `dataDir`. */
  readonly logFile?: string
  readonly onProgress?: Progress
  /** How long it may take until it answers; a log with much to recover takes longer. Default 60 s. */
  readonly timeoutMs?: number
}

export type LocalServer = {
  readonly pid: number
  readonly port: number
  readonly exited: Promise<Exit>
  stop(): Promise<void>
}

export type KafkaServer = LocalServer & { readonly brokers: string[] }

const run = promisify(execFile)
const maxHeap = '-Xmx512m'

const java = async (args: readonly string[]): Promise<void> => {
  try {
    await run('java', [...args], { timeout: 60_000 })
  } catch (error) {
    const failure = error as NodeJS.ErrnoException & { stderr?: string; stdout?: string }
    if (failure.code === 'ENOENT') throw noJava('and no "java" was found')
    const said = `${failure.stdout ?? ''}${failure.stderr ?? ''}`.trim()
    if (said.includes('UnsupportedClassVersionError')) throw noJava('and the "java" found is older')
    throw new LocalStackError(
      'STACK_START_FAILED',
      `Kafka could not format its storage:\n${said.split('\n').slice(-15).join('\n')}`,
    )
  }
}

/** A Kafka cluster id: 16 random bytes in URL-safe base64, never starting with a dash (it would read as an option). */
const clusterId = (): string => {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? clusterId() : id
}

const answersAsKafka = async (port: number): Promise<boolean> => {
  if (!(await portAnswers(port))) return false
  const admin = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    clientId: 'local-stack',
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 2000,
    requestTimeout: 3000,
  }).admin()
  try {
    await admin.connect()
    return (await admin.describeCluster()).brokers.length > 0
  } catch {
    return false
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}

const waitReady = async (kafka: Launched, port: number, logFile: string, timeoutMs: number): Promise<void> => {
  let exit: Exit | null = null
  void kafka.exited.then((value) => (exit = value))
  const ready = await until(async () => exit !== null || (await answersAsKafka(port)), timeoutMs, 100)
  const ended = exit as Exit | null
  if (ready && ended === null) return
  if (ended?.failure?.code === 'ENOENT' || ended?.code === 127) throw noJava('and no "java" was found')
  await kafka.stop()
  const what =
    ended === null
      ? `did not answer within ${timeoutMs / 1000} s`
      : `ended at once (exit ${ended.code ?? ended.signal})`
  const tail = logTail(logFile)
  if (tail.includes('UnsupportedClassVersionError')) throw noJava('and the "java" found is older')
  throw new LocalStackError('STACK_START_FAILED', `Kafka ${what}. The end of ${logFile}:\n${tail}`)
}

/**
 * Starts a real Apache Kafka (KRaft, one node, loopback only) with `java`, formatting its storage the first time.
 * Resolves when a client gets answers. Throws {@link LocalStackError}.
 */
export const startKafka = async (options: KafkaOptions): Promise<KafkaServer> => {
  const dataDir = resolve(options.dataDir)
  const logFile = options.logFile ?? join(dataDir, 'kafka.log')
  const note = join(dataDir, 'process.json')
  const logDir = join(dataDir, 'log')
  const config = join(dataDir, 'server.properties')
  mkdirSync(dataDir, { recursive: true })
  const libs = await prepareKafka(options)
  await endLeftover(note, dataDir, 'SIGTERM')
  const controllerPort = options.controllerPort ?? (await freePort())
  await requireFreePort(options.port, 'Kafka')
  await requireFreePort(controllerPort, 'Kafka controller')
  writeFileSync(config, serverProperties({ port: options.port, controllerPort, logDir }))
  const log4j = `-Dlog4j2.configurationFile=${join(projectRoot(), 'libs/local-stack/kafka/log4j2.xml')}`
  const common = ['-XX:-UsePerfData', '-XX:TieredStopAtLevel=1', log4j, '-cp', join(libs, '*')]
  if (!existsSync(join(logDir, 'meta.properties'))) {
    await java(['-Xmx128m', ...common, 'kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', config])
  }
  const jvm = [
    '-Xms256m',
    maxHeap,
    '-XX:+UseG1GC',
    '-XX:MaxGCPauseMillis=20',
    '-XX:-UsePerfData',
    '-Djava.awt.headless=true',
    log4j,
  ]
  const kafka = launch({
    command: 'java',
    args: [...jvm, '-cp', join(libs, '*'), 'kafka.Kafka', config],
    logFile,
    stopSignal: 'SIGTERM',
  })
  noteProcess(note, kafka.pid)
  await waitReady(kafka, options.port, logFile, options.timeoutMs ?? 60_000)
  return {
    pid: kafka.pid,
    port: options.port,
    brokers: [`127.0.0.1:${options.port}`],
    exited: kafka.exited,
    stop: async () => {
      await kafka.stop()
      dropNote(note)
    },
  }
}
