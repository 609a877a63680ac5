import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutation } from './mutation.js'

const shared = ['package.json', 'bin', 'libs/local-stack/kafka']

/**
 * Copies the built product into a folder and plants the bug there; the product itself is never touched. Throws where a
 * text is no longer found, or not once: then the code has moved and the mutation has to follow it.
 */
export const plant = (root: string, folder: string, { name, patches }: Mutation): string => {
  const planted = join(folder, name)
  mkdirSync(planted, { recursive: true })
  cpSync(join(root, 'dist'), join(planted, 'dist'), { recursive: true, filter: (path) => !path.endsWith('.map') })
  for (const path of shared) cpSync(join(root, path), join(planted, path), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(planted, 'node_modules'))
  for (const { file, find, put } of patches) {
    const path = join(planted, 'dist', file)
    const parts = readFileSync(path, 'utf8').split(find)
    if (parts.length !== 2)
      throw new Error(`${name}: ${file} holds ${parts.length - 1} times (and must hold once): ${find}`)
    writeFileSync(path, parts.join(put))
  }
  return planted
}

export const uproot = (planted: string): void => rmSync(planted, { recursive: true, force: true })
