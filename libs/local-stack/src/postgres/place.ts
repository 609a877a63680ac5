import { createHash } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { binariesIn, copyNative, nativeFolder, type Binaries } from './binaries.js'
import { canReach, unprivilegedUser, type User } from './unprivileged-user.js'

/** Where a cluster lives, who runs it, and with which programs. */
export type Place = {
  readonly dataDir: string
  readonly user: User | undefined
  readonly binaries: Binaries
  readonly moved: boolean
}

/** Where an earlier run put what was asked for in a place its user cannot reach. */
export const movedFrom = (asked: string): string | undefined => {
  const file = `${resolve(asked)}.moved`
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

const elsewhere = (dataDir: string): string => {
  const name = `wireledger-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`
  try {
    mkdirSync(join('/var/lib', name), { recursive: true })
    return join('/var/lib', name)
  } catch {
    return join(tmpdir(), name)
  }
}

/**
 * The asked-for folder where its user can get to it; else, for a root whose checkout is closed to other users, a folder
 * of the same contents' key under /var/lib (told in `<asked>.moved`), with a copy of the programs beside it.
 */
export const placeFor = (asked: string): Place => {
  const wanted = resolve(asked)
  mkdirSync(dirname(wanted), { recursive: true })
  const native = nativeFolder()
  const user = unprivilegedUser(wanted)
  const reachable = canReach(dirname(wanted), user, 'x')
  const runs = canReach(binariesIn(native).postgres, user, 'x')
  const home = reachable && runs ? dirname(wanted) : elsewhere(wanted)
  const dataDir = reachable ? wanted : join(home, 'postgres')
  const own = reachable ? unprivilegedUser(wanted) : unprivilegedUser(dataDir)
  if (!reachable) writeFileSync(`${wanted}.moved`, `${dataDir}\n`)
  mkdirSync(home, { recursive: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  chmodSync(dataDir, 0o700)
  if (own !== undefined) chownSync(dataDir, own.uid, own.gid)
  return {
    dataDir,
    user: own,
    binaries: binariesIn(runs ? native : copyNative(native, join(home, 'pgsql'))),
    moved: !reachable,
  }
}
