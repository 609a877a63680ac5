import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { emptyPostgres } from '#local-stack'

const launcher = fileURLToPath(new URL('../../../bin/wireledger.js', import.meta.url))

export type StackFile = {
  ready: boolean
  ingest: string
  desk: string
  kafkaBrokers: string
  databaseUrl: string
  pids: Record<string, number>
}

/** A whole system started as a user starts it, in a data folder and on ports of its own. */
export type RunningStack = {
  readonly dataDir: string
  readonly env: NodeJS.ProcessEnv
  readonly process: ChildProcess
  /** What `stack.json` says now: pids change when a process is started again. */
  readonly file: () => StackFile
  /** Runs a command of the command line against this stack. */
  readonly run: (...args: string[]) => Promise<{ code: number; stdout: string; stderr: string }>
  /** Ctrl-C, and waits for the end. */
  readonly interrupt: () => Promise<number>
}

/** Runs `wireledger` to its end. */
export const wireledger = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [launcher, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
  })

// A stack of one's own must not take the servers of the test run for its own.
const parentEnvironment = (): NodeJS.ProcessEnv => {
  const { KAFKA_BROKERS, DATABASE_URL, ...rest } = process['env']
  return rest
}

/** Starts `wireledger up` and waits until its `stack.json` says ready. */
export const startStack = async (portBase: number): Promise<RunningStack> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'wireledger-acceptance-'))
  const env: NodeJS.ProcessEnv = {
    ...parentEnvironment(),
    WIRELEDGER_PORT_BASE: String(portBase),
    WIRELEDGER_DATA_DIR: dataDir,
  }
  const child = spawn(process.execPath, [launcher, 'up'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()))
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)))
  const path = join(dataDir, 'stack.json')
  const file = (): StackFile => JSON.parse(readFileSync(path, 'utf8')) as StackFile
  for (const deadline = Date.now() + 120_000; !(existsSync(path) && file().ready);) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`wireledger up did not get ready:\n${output}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return {
    dataDir,
    env,
    process: child,
    file,
    run: (...args) => wireledger(args, env),
    interrupt: async () => {
      child.kill('SIGINT')
      const code = await ended
      // Root's cluster may be elsewhere, where its user can get to it.
      await emptyPostgres(join(dataDir, 'postgres'))
      rmSync(dataDir, { recursive: true, force: true })
      return code
    },
  }
}

/** True while a process with this id exists. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
