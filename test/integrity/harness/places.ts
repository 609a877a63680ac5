import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a run keeps its servers' data, which is thrown away, and its histories and logs, which stay. */
export type Places = { readonly data: string; readonly kept: string; readonly clear: () => void }

/** Disks that an interrupted run did not take away itself. */
const unmountBelow = (folder: string): void => {
  const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
  for (const mount of mounts) {
    const at = mount.split(' ')[1] ?? ''
    if (at.startsWith(`${folder}/`)) spawnSync('umount', ['-l', at])
  }
}

export const makePlaces = (seed: string): Places => {
  const data = mkdtempSync(join(tmpdir(), 'wireledger-integrity-'))
  // PostgreSQL runs as another user, who has to get through.
  chmodSync(data, 0o755)
  const kept = join(
    process.cwd(),
    '.wireledger',
    'integrity',
    `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${seed}`,
  )
  mkdirSync(kept, { recursive: true })
  const clear = (): void => {
    unmountBelow(data)
    rmSync(data, { recursive: true, force: true, maxRetries: 30, retryDelay: 100 })
  }
  return { data, kept, clear }
}
