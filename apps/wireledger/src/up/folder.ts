import { mkdirSync, openSync, closeSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandLine, isAlive } from '#local-stack'
import { CommandFailure } from '../failure.js'

/** Process numbers as `stack.json` tells them; servers that are not ours have none. */
export type Pids = { readonly [name: string]: number }
export type StackContent = {
  readonly ingest: string
  readonly desk: string
  readonly kafkaBrokers: string
  readonly databaseUrl: string
  readonly pids: Pids
}

const isUp = (pid: number): boolean => isAlive(pid) && /wireledger\S* up\b/.test(commandLine(pid))

const holderOf = (lock: string): number => {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

/** Makes the data folder ours for the life of this process; throws when another `wireledger up` has it. */
export const claimFolder = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true })
  const lock = join(dataDir, 'up.pid')
  const holder = holderOf(lock)
  if (holder !== 0 && holder !== process.pid && isUp(holder)) {
    throw new CommandFailure(`another "wireledger up" (process ${holder}) runs on ${dataDir}`, 1, [
      'stop it first, or give this one a place of its own:',
      'WIRELEDGER_DATA_DIR=.wireledger-2 WIRELEDGER_PORT_BASE=8400 wireledger up',
    ])
  }
  rmSync(lock, { force: true })
  // Of two that find a dead holder in the same moment only one gets to make the file.
  const file = openSync(lock, 'wx')
  writeFileSync(file, String(process.pid))
  closeSync(file)
  process.once('exit', () => {
    rmSync(join(dataDir, 'stack.json'), { force: true })
    rmSync(lock, { force: true })
  })
}

/** Writes `stack.json` (contract §1) whole or not at all; it holds the database's password. */
export const writeStackFile = (dataDir: string, content: StackContent): void => {
  const path = join(dataDir, 'stack.json')
  writeFileSync(`${path}.new`, `${JSON.stringify({ ready: true, ...content }, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** Takes `stack.json` away: nothing is ready here. */
export const removeStackFile = (dataDir: string): void => rmSync(join(dataDir, 'stack.json'), { force: true })
