import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { freePort, launch, logTail, projectRoot, type Exit, type Launched } from '#local-stack'
import { eventually } from './eventually.js'
import { testStack } from './test-stack.js'

export type ServiceName = 'ingest' | 'projector' | 'desk'

export type TestService = {
  readonly name: ServiceName
  readonly url: string
  readonly pid: number
  readonly logFile: string
  readonly exited: Promise<Exit>
  /** Sends a signal and does not wait. */
  kill(signal: NodeJS.Signals): void
  /** Kills what may still run and starts again with the same settings and ports; resolves when ready. */
  restart(): Promise<void>
  /** Asks it to end, as `wireledger up` does; resolves when it is gone. */
  stop(): Promise<void>
}

/** Whether `GET /health/ready` says yes. */
export const isReady = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

const waitReady = async (name: ServiceName, running: Launched, url: string, logFile: string): Promise<void> => {
  let exit: Exit | undefined
  void running.exited.then((value) => (exit = value))
  await eventually(async () => exit !== undefined || isReady(url), {
    timeoutMs: 30_000,
    everyMs: 100,
    until: `${name} ready`,
  }).catch(async (error: unknown) => {
    await running.stop()
    throw new Error(`${(error as Error).message}\n${logTail(logFile)}`)
  })
  if (exit !== undefined)
    throw new Error(`${name} ended before it was ready (exit ${exit.code ?? exit.signal}):\n${logTail(logFile)}`)
}

/**
 * Starts a built service (`npm run build`) as a process of its own on a free port and waits until it is ready.
 * `settings` are environment variables, e.g. DATABASE_URL; KAFKA_BROKERS is the test run's unless given.
 */
export const startService = async (
  name: ServiceName,
  settings: { readonly [name: string]: string } = {},
): Promise<TestService> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const logFile = join(testStack().folder, 'services', `${name}-${randomBytes(4).toString('hex')}.log`)
  const begin = async (): Promise<Launched> => {
    const running = launch({
      command: process.execPath,
      args: [join(projectRoot(), `dist/apps/${name}/src/main.js`)],
      logFile,
      stopSignal: 'SIGTERM',
      channel: true,
      settings: {
        KAFKA_BROKERS: testStack().brokers.join(','),
        WIRELEDGER_LOG_LEVEL: 'warn',
        [`WIRELEDGER_${name.toUpperCase()}_PORT`]: String(port),
        ...settings,
      },
    })
    await waitReady(name, running, url, logFile)
    return running
  }
  let running = await begin()
  return {
    name,
    url,
    logFile,
    get pid() {
      return running.pid
    },
    get exited() {
      return running.exited
    },
    kill: (signal) => running.signal(signal),
    restart: async () => {
      running.signal('SIGKILL')
      await running.exited
      running = await begin()
    },
    stop: () => running.stop(),
  }
}
