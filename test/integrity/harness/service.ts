import { join } from 'node:path'
import { launch, nodeFlags, type Exit, type Launched } from '#local-stack'
import { patiently } from './patience.js'

export type ServiceName = 'ingest' | 'projector' | 'desk'

export type Service = {
  readonly name: ServiceName
  readonly url: string
  readonly logFile: string
  readonly pid: () => number
  readonly signal: (signal: NodeJS.Signals) => void
  /** Resolves with how the process of now ends, whoever ends it. */
  readonly exited: () => Promise<Exit>
  /** Ends of its own accord so far: `exit 1` where nobody had sent a signal. */
  readonly ownExits: () => number
  /** Kills with -9 and starts again at once, as a supervisor does; resolves when started, which is before it is ready. */
  readonly killAndStart: (extra?: Environment) => Promise<void>
  /** Starts it, with further settings of the environment if given. */
  readonly start: (extra?: Environment) => void
  readonly ready: (timeoutMs?: number) => Promise<void>
  /** From now on an exit of its own accord is no longer mended by a new start. */
  readonly leaveDown: () => void
  readonly stop: () => Promise<void>
}

export type Environment = { readonly [name: string]: string }

export type ServiceOptions = {
  readonly name: ServiceName
  /** The folder whose `dist` is run. */
  readonly root: string
  readonly port: number
  readonly logFile: string
  readonly settings: Environment
}

const restartAfterMs = 500

/** A service of the product as a process of its own, started again whenever it ends, as `wireledger up` does. */
export const openService = ({ name, root, port, logFile, settings }: ServiceOptions): Service => {
  const url = `http://127.0.0.1:${port}`
  let running: Launched | undefined
  let wanted = false
  let ownExits = 0
  const start = (extra: Environment = {}): void => {
    wanted = true
    const launched = launch({
      command: process.execPath,
      args: [...nodeFlags[name], join(root, `dist/apps/${name}/src/main.js`)],
      logFile,
      stopSignal: 'SIGTERM',
      channel: true,
      settings: { ...settings, ...extra, [`WIRELEDGER_${name.toUpperCase()}_PORT`]: String(port) },
    })
    running = launched
    void launched.exited.then(({ signal }) => {
      if (running !== launched || !wanted || signal !== null) return
      ownExits++
      setTimeout(() => {
        if (running === launched && wanted) start(extra)
      }, restartAfterMs)
    })
  }
  const current = (): Launched => {
    if (running === undefined) throw new Error(`${name} was never started`)
    return running
  }
  return {
    name,
    url,
    logFile,
    pid: () => current().pid,
    signal: (signal) => current().signal(signal),
    exited: () => current().exited,
    ownExits: () => ownExits,
    start,
    killAndStart: async (extra) => {
      const victim = current()
      victim.signal('SIGKILL')
      await victim.exited
      start(extra)
    },
    ready: async (timeoutMs = 60_000) => {
      await patiently(`${name} is ready`, timeoutMs, async () => {
        const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) })
        await answer.arrayBuffer()
        return answer.ok
      })
    },
    leaveDown: () => {
      wanted = false
    },
    stop: async () => {
      wanted = false
      running?.signal('SIGCONT')
      await running?.stop(10_000)
    },
  }
}
