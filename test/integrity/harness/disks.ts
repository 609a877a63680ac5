import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A disk in memory that can be filled to the last byte. */
export type Disk = {
  readonly folder: string
  /** Takes all that is free. */
  readonly fill: () => void
  readonly free: () => void
  readonly unmount: () => void
}

const run = (...[command = '', ...args]: string[]): boolean => spawnSync(command, args).status === 0

/** Why there can be no such disk here; null where there can. */
export const noDisks = (): string | null => {
  const folder = join('/tmp', `wireledger-mount-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const mounted = run('mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder)
  if (mounted) run('umount', folder)
  rmSync(folder, { recursive: true, force: true })
  return mounted ? null : 'this user may not mount a tmpfs'
}

export const mountDisk = (folder: string, megabytes: number): Disk => {
  mkdirSync(folder, { recursive: true })
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder))
    throw new Error(`no tmpfs could be mounted on ${folder}`)
  chmodSync(folder, 0o755)
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      const { bavail, bsize } = statfsSync(folder)
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize))
      } catch (error) {
        // Somebody else took the last blocks meanwhile: full is full.
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      }
    },
    free: () => rmSync(ballast, { force: true }),
    unmount: () => {
      if (!run('umount', folder)) run('umount', '-l', folder)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
