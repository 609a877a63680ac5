import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'

export type User = { readonly uid: number; readonly gid: number }

const fromPasswd = (name: string): User | undefined => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) }
}

/**
 * PostgreSQL refuses to run as root. As root we run it as the owner of its data, else as `postgres`, else as `nobody`,
 * one of which every system has: no user is ever made on the host. Undefined when we are not root.
 */
export const unprivilegedUser = (dataDir: string): User | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(dataDir, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return fromPasswd('postgres') ?? fromPasswd('nobody') ?? { uid: 65534, gid: 65534 }
}

/** Whether that user gets through to a path: a checkout below root's home is closed to everybody else. */
export const canReach = (path: string, user: User | undefined, access: 'x' | 'r'): boolean =>
  user === undefined ||
  spawnSync('/bin/sh', ['-c', `test -${access} "$1"`, 'sh', path], { uid: user.uid, gid: user.gid, cwd: '/' })
    .status === 0
