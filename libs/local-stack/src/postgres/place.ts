import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
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

/** Forgets where a cluster was put that could not be where it was asked for, together with its copy of the programs. */
export const leavePlace = (asked: string): void => {
  const home = homeElsewhere(resolve(asked))
  if (existsSync(join(home, ownerFile))) rmSync(home, { recursive: true, force: true })
}

/** The folder of the cluster that was asked for here, wherever it is. */
export const dataDirOf = (asked: string): string => {
  const moved = join(homeElsewhere(resolve(asked)), 'postgres')
  return existsSync(moved) ? moved : resolve(asked)
}

const ownerFile = 'belongs-to'
const prefix = 'wireledger-pg-'

/** What is asked for below the temporary folder stays there; anything else must outlive a restart of the machine. */
const homeElsewhere = (dataDir: string): string => {
  const passing = realpathSync(tmpdir())
  const parent = dataDir.startsWith(`${passing}/`) || !existsSync('/var/lib') ? passing : '/var/lib'
  return join(parent, `${prefix}${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`)
}

/** Homes of clusters whose asked-for place was deleted since, as tests and moved checkouts do. */
const sweepAbandoned = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const owner = join(parent, name, ownerFile)
    if (!name.startsWith(prefix) || !existsSync(owner)) continue
    if (!existsSync(readFileSync(owner, 'utf8'))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

const elsewhere = (dataDir: string): string => {
  const home = homeElsewhere(dataDir)
  sweepAbandoned(dirname(home))
  mkdirSync(home, { recursive: true, mode: 0o755 })
  writeFileSync(join(home, ownerFile), dirname(dataDir))
  return home
}

/**
 * The asked-for folder where its user can get to it. Where root's checkout is closed to other users: a folder of its own
 * under /var/lib (for temporary data under the temporary folder), with a copy of the programs if need be.
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
