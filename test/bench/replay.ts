import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { env } from 'node:process'
import { projectRoot } from '#local-stack'
import { settingsOf, type Place } from './services.js'
import type { BenchStack } from './stack.js'

/** What `wireledger replay --json` prints (contract §6), as far as the bench looks. */
export type ReplayReport = {
  readonly events: number
  readonly seconds: number
  readonly identical: boolean
  readonly switched: boolean
}

/** `wireledger replay` as a process of its own. The result fails with what it wrote to stderr. */
export const replay = (stack: BenchStack, place: Place, options: readonly string[]) => {
  const child = spawn(process.execPath, [join(projectRoot(), 'bin/wireledger.js'), 'replay', ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, ...settingsOf(stack, place) },
  })
  let [out, problems] = ['', '']
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (problems += text.toString()))
  const result = new Promise<ReplayReport>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (out === '') return reject(new Error(`wireledger replay ended with ${code}: ${problems.slice(-2_000)}`))
      resolve(JSON.parse(out) as ReplayReport)
    })
  })
  return { pid: child.pid ?? 0, result, kill: () => child.kill('SIGKILL') }
}
