import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where a run keeps its servers' data, which is thrown away, and its histories and logs, which stay. */
export type Places = { readonly data: string; readonly kept: string; readonly clear: () => void }

export const makePlaces = (seed: string): Places => {
  const data = mkdtempSync(join(tmpdir(), 'wireledger-integrity-'))
  // PostgreSQL runs as another user, who has to get through.
  chmodSync(data, 0o755)
  const kept = join(process.cwd(), '.wireledger', 'integrity', `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${seed}`)
  mkdirSync(kept, { recursive: true })
  return { data, kept, clear: () => rmSync(data, { recursive: true, force: true }) }
}
