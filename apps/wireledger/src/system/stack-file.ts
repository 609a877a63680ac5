import { readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { projectRoot } from './project-root.js'

/** What a running stack says of itself (contract §1). */
export type StackFile = {
  readonly path: string
  readonly ready: boolean
  readonly ingest: string
  readonly desk: string
  readonly kafkaBrokers: string
  readonly databaseUrl: string
  readonly pids: { readonly [name: string]: number }
}

/** The `stack.json` of a running stack: in the data folder below the working directory, else below the project. */
export const readStackFile = (dataDir: string): StackFile | undefined => {
  const folders = isAbsolute(dataDir) ? [dataDir] : [join(process.cwd(), dataDir), join(projectRoot(), dataDir)]
  for (const folder of folders) {
    const path = join(folder, 'stack.json')
    const found = parsed(path)
    if (found !== undefined) return { ...found, pids: found.pids ?? {}, path }
  }
  return undefined
}

// Missing, or just being written: either way no stack is ready there.
const parsed = (path: string): Omit<StackFile, 'path'> | undefined => {
  try {
    const content = JSON.parse(readFileSync(path, 'utf8')) as Omit<StackFile, 'path'>
    return content.ready === true ? content : undefined
  } catch {
    return undefined
  }
}
