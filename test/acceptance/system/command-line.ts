import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectRoot } from '#local-stack'

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string }

/** Runs the built command line against the system that the settings name, to its end. */
export const runCommandLine = (settings: { readonly [name: string]: string }, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const main = join(projectRoot(), 'dist/apps/wireledger/src/main.js')
    const child = spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'], ...settings } })
    const [stdout, stderr]: [Buffer[], Buffer[]] = [[], []]
    child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
  })
