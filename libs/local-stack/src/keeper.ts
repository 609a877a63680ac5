import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { LocalStackError } from './local-stack-error.js'
import { projectRoot } from './project-root.js'

const kept = new Map<number, NodeJS.Signals>()
let keeper: ChildProcess | null = null

const tell = (line: string): void => {
  keeper?.stdin?.write(`${line}\n`)
}

const startKeeper = (): void => {
  const script = join(projectRoot(), 'dist/libs/local-stack/src/keeper-main.js')
  if (!existsSync(script)) throw new LocalStackError('STACK_NOT_BUILT', 'Not built yet: run "npm run build" first.')
  const started = spawn(process.execPath, [script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  started.stdin.on('error', () => undefined)
  started.on('error', () => undefined)
  // A keeper that was killed is replaced: what it kept must not lose its guard.
  started.on('exit', () => {
    if (keeper !== started) return
    keeper = null
    if (kept.size > 0) startKeeper()
  })
  started.unref()
  ;(started.stdin as unknown as { unref(): void }).unref()
  keeper = started
  for (const [pid, signal] of kept) tell(`+${pid} ${signal}`)
}

/** From now on this process is ended with `signal` (SIGKILL 5 s later) should we end in whatever way, kill -9 included. */
export const keep = (pid: number, signal: NodeJS.Signals): void => {
  kept.set(pid, signal)
  if (keeper === null) startKeeper()
  else tell(`+${pid} ${signal}`)
}

/** The process ended: its number may be given to somebody else. */
export const forget = (pid: number): void => {
  kept.delete(pid)
  tell(`-${pid}`)
  if (kept.size > 0) return
  const idle = keeper
  keeper = null
  idle?.stdin?.end()
}
