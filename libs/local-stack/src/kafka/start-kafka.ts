import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { freePort, requireFreePort } from '../free-port.js'
import { launch, logTail, type Exit, type Launched } from '../launch.js'
import { dropNote, endLeftover, noteProcess } from '../leftovers.js'
import { LocalStackError, noJava } from '../local-stack-error.js'
import { until } from '../until.js'
import { answersAsKafka } from './answers-as-kafka.js'
import { brokerArgs } from './broker-command.js'
import { formatStorage } from './format-storage.js'
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

/** Ends what a killed run left on this data and forgets all of it. Throws `STACK_ALREADY_RUNNING` when it is in use. */
export const emptyKafka = async (asked: string): Promise<void> => {
  const dataDir = resolve(asked)
  await endLeftover(join(dataDir, 'process.json'), dataDir, 'SIGTERM')
  rmSync(dataDir, { recursive: true, force: true })
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
  await formatStorage(libs, config, logDir)
  const kafka = launch({ command: 'java', args: brokerArgs(libs, config), logFile, stopSignal: 'SIGTERM' })
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
