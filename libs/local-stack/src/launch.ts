import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { env } from 'node:process'
import { forget, keep } from './keeper.js'
import { until } from './until.js'

/** How a process ended. `failure` is set when it could not be started at all. */
export type Exit = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly failure: NodeJS.ErrnoException | null
}

export type Launched = {
  /** 0 when it could not be started; see `exited`. */
  readonly pid: number
  readonly exited: Promise<Exit>
  signal(signal: NodeJS.Signals): void
  /** Asks with the stop signal, insists with SIGKILL after `graceMs`; resolves when the process is gone. */
  stop(graceMs?: number): Promise<void>
}

export type LaunchOptions = {
  readonly command: string
  readonly args: readonly string[]
  readonly logFile: string
  readonly stopSignal: NodeJS.Signals
  readonly cwd?: string
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
  /** Settings of the child beside those it inherits from us. */
  readonly settings?: { readonly [name: string]: string }
  /** Gives the child a channel to us, whose end it notices (`exitWithParent`). */
  readonly channel?: boolean
}

const maxLogBytes = 8 * 1024 * 1024

const openLog = (file: string): number => {
  mkdirSync(dirname(file), { recursive: true })
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (size > maxLogBytes) renameSync(file, `${file}.1`)
  return openSync(file, 'a')
}

let setprivWorks: boolean | undefined

/** Linux can end a child in the same instant as its parent; elsewhere the keeper alone sees to it. */
const withDeathSignal = (
  command: string,
  args: readonly string[],
  signal: NodeJS.Signals,
): [string, readonly string[]] => {
  setprivWorks ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
  return setprivWorks ? ['setpriv', ['--pdeathsig', signal.slice('SIG'.length), command, ...args]] : [command, args]
}

const exitOf = (child: ChildProcess): Promise<Exit> =>
  new Promise((resolve) => {
    child.once('error', (failure) => resolve({ code: null, signal: null, failure }))
    child.once('exit', (code, signal) => resolve({ code, signal, failure: null }))
  })

/** Starts a server process that cannot outlive us, its output appended to a file, away from the terminal's Ctrl-C. */
export const launch = (options: LaunchOptions): Launched => {
  const log = openLog(options.logFile)
  const [command, args] = withDeathSignal(options.command, options.args, options.stopSignal)
  const child = spawn(command, args, {
    stdio: options.channel === true ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    detached: true,
    env: { ...env, ...options.settings },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.user ?? {}),
  })
  closeSync(log)
  const pid = child.pid ?? 0
  let ended = false
  const exited = exitOf(child).then((exit) => {
    ended = true
    forget(pid)
    return exit
  })
  if (pid !== 0) keep(pid, options.stopSignal)
  return {
    pid,
    exited,
    signal: (signal) => void child.kill(signal),
    stop: async (graceMs = 8000) => {
      if (ended) return
      child.kill(options.stopSignal)
      if (!(await until(() => ended, graceMs, 20))) child.kill('SIGKILL')
      await exited
    },
  }
}

/** The last lines of a log, for an error message. */
export const logTail = (file: string, lines = 15): string => {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return '(no log was written)'
  }
}
