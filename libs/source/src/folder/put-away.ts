import { link, mkdir, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export const doneFolder = 'done'
export const quarantineFolder = 'quarantine'

/** Why a file is in quarantine; stands beside it as `<name>.reason.json`. */
export type Reason = { readonly source: string; readonly code: string; readonly reason: string; readonly at: string }

/** Moves a file into a folder beside it, under a name of its own, and answers that name. Throws the error of the file system. */
export const putAway = async (folder: string, name: string, into: string, reason?: Reason): Promise<string> => {
  await mkdir(join(folder, into), { recursive: true })
  for (let n = 0; ; n++) {
    const target = n === 0 ? name : `${name.slice(0, name.length - extname(name).length)}-${n}${extname(name)}`
    const path = join(folder, into, target)
    const there = await whoIsAt(path, join(folder, name))
    if (there === 'itself') await unlink(join(folder, name))
    if (there === 'itself') return target
    if (there === 'another') continue
    // First, so that no file is there without its reason.
    if (reason !== undefined)
      await writeFile(`${path}.reason.json`, `${JSON.stringify({ file: name, ...reason }, null, 2)}\n`)
    if (await moved(join(folder, name), path)) return target
  }
}

/** Who stands at a path: the file itself, where a process was killed between its two names, or another one. */
const whoIsAt = async (path: string, file: string): Promise<'nobody' | 'itself' | 'another'> => {
  const [there, own] = await Promise.all([path, file].map((one) => stat(one).catch(() => null)))
  if (there == null) return 'nobody'
  return there.ino === own?.ino && there.dev === own.dev ? 'itself' : 'another'
}

/** Moves a file; false where the name is taken. A link, unlike a renaming, never writes over what is there. */
export const moved = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS' && code !== 'EMLINK') throw error
    // File systems without links: nobody else writes into this folder.
    await rename(from, to)
    return true
  }
  await unlink(from)
  return true
}
