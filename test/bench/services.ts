import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { freePort, launch, logTail, nodeFlags, projectRoot, type Exit } from '#local-stack'
import { partitions } from './log.js'
import type { BenchStack } from './stack.js'

export type ServiceName = keyof typeof nodeFlags
/** Which topics and which database. */
export type Place = { readonly prefix: string; readonly databaseUrl: string }
export type Running = {
  readonly name: ServiceName
  readonly pid: number
  readonly url: string
  readonly port: number
  /** Throws with the end of its log where it has ended by itself. */
  readonly check: () => void
  readonly stop: () => Promise<void>
}

/** Settings under which any process of the product works at this place. */
export const settingsOf = (stack: BenchStack, { prefix, databaseUrl }: Place): { readonly [name: string]: string } => ({
  KAFKA_BROKERS: stack.brokers.join(','),
  DATABASE_URL: databaseUrl,
  WIRELEDGER_TOPIC_PREFIX: prefix,
  WIRELEDGER_PARTITIONS: String(partitions),
  WIRELEDGER_LOG_LEVEL: 'warn',
})

/** Starts a built service as a process of its own, as `wireledger up` does, and does not wait for it. */
export const launchService = async (stack: BenchStack, name: ServiceName, place: Place): Promise<Running> => {
  const port = await freePort()
  const logFile = join(stack.folder, `${name}-${randomBytes(4).toString('hex')}.log`)
  const process_ = launch({
    command: process.execPath,
    args: [...nodeFlags[name], ...stack.profiling, join(projectRoot(), `dist/apps/${name}/src/main.js`)],
    logFile,
    stopSignal: 'SIGTERM',
    channel: true,
    settings: { ...settingsOf(stack, place), [`WIRELEDGER_${name.toUpperCase()}_PORT`]: String(port) },
  })
  let exit: Exit | null = null
  void process_.exited.then((value) => (exit = value))
  const url = `http://127.0.0.1:${port}`
  const check = (): void => {
    if (exit !== null) throw new Error(`${name} has ended:\n${logTail(logFile)}`)
  }
  return { name, pid: process_.pid, url, port, check, stop: () => process_.stop() }
}

/** Starts services and waits until each says that it is ready. */
export const startServices = async <Name extends ServiceName>(
  stack: BenchStack,
  names: readonly Name[],
  place: Place,
): Promise<{ readonly [name in Name]: Running } & { readonly stop: () => Promise<void> }> => {
  const running = await Promise.all(names.map((name) => launchService(stack, name, place)))
  const stop = async (): Promise<void> => void (await Promise.all(running.map((service) => service.stop())))
  try {
    await Promise.all(running.map(untilReady))
  } catch (error) {
    await stop()
    throw error
  }
  const byName = Object.fromEntries(running.map((service) => [service.name, service]))
  return { ...(byName as { [name in Name]: Running }), stop }
}

const untilReady = async ({ name, url, check }: Running): Promise<void> => {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    check()
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok === true) return
  }
  throw new Error(`${name} was not ready within 60 s`)
}

/** Asks again every few milliseconds until the answer is yes; throws where the service ends or it takes too long. */
export const until = async (
  service: Running,
  what: string,
  timeoutMs: number,
  check: () => Promise<boolean>,
): Promise<void> => {
  for (const deadline = Date.now() + timeoutMs; !(await check()); await pause(5)) {
    service.check()
    if (Date.now() > deadline) throw new Error(`${service.name}: ${what} did not happen within ${timeoutMs / 1000} s`)
  }
}
