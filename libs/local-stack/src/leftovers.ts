import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { LocalStackError } from './local-stack-error.js'
import { commandLine, isAlive } from './process-list.js'
import { until } from './until.js'

type Note = { readonly pid: number; readonly owner: number }

const read = (file: string): Note | null => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note
  } catch {
    return null
  }
}

/** Notes who runs on a data folder and who started it, for the next start to find after a kill -9. */
export const noteProcess = (file: string, pid: number): void => {
  writeFileSync(`${file}.new`, JSON.stringify({ pid, owner: process.pid }))
  renameSync(`${file}.new`, file)
}

/** Takes the note away once the process ended. */
export const dropNote = (file: string): void => rmSync(file, { force: true })

/**
 * Ends what a killed run left on this data folder, but only when its command line names the folder.
 * Throws `STACK_ALREADY_RUNNING` when the one who started it is alive: then it is in use.
 */
export const endLeftover = async (file: string, mark: string, signal: NodeJS.Signals): Promise<void> => {
  const note = read(file)
  if (note === null) return
  const ours = (): boolean => commandLine(note.pid).includes(mark)
  if (ours()) {
    if (note.owner !== process.pid && isAlive(note.owner) && commandLine(note.owner).includes('node')) {
      throw new LocalStackError(
        'STACK_ALREADY_RUNNING',
        `The data in ${mark} is in use by process ${note.pid}, started by process ${note.owner}. Stop that one first.`,
      )
    }
    process.kill(note.pid, signal)
    if (!(await until(() => !ours(), 8000))) process.kill(note.pid, 'SIGKILL')
    await until(() => !ours(), 5000)
  }
  dropNote(file)
}
