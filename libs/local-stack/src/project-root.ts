import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const findUp = (folder: string): string => {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('no package.json above the local stack')
  return findUp(parent)
}

/** The folder that holds package.json, whether we run from `dist` or from the sources (jest). */
export const projectRoot = (): string => findUp(dirname(fileURLToPath(import.meta.url)))
