import { CommandFailure, exitCodes } from '../failure.js'
import { openProgress } from '../output/progress.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { green, red } from '../output/style.js'
import { countWords } from '../output/time.js'
import { databaseOf, findSystem } from '../system/find-system.js'
import { openLog } from '../system/open-log.js'
import { asFailure } from './as-failure.js'
import { mismatchLines, row } from './result-lines.js'

/** `wireledger verify`: exit code 4 where what is stored is not the fold of the log. */
export const verify = async (options: { readonly json?: true }): Promise<void> => {
  try {
    await verifyLive(options)
  } catch (error) {
    throw asFailure(error)
  }
}

const verifyLive = async (options: { readonly json?: true }): Promise<void> => {
  const system = findSystem()
  const url = databaseOf(system)
  const [{ verifyProjection }, { sha256 }] = await Promise.all([import('#read-model'), import('./sha256.js')])
  const { log, topics } = await openLog(system)
  const progress = await openProgress()
  try {
    const { events, incidents, ok, mismatches } = await verifyProjection({
      url,
      log,
      topic: topics.incident,
      sha256,
      onProgress: progress.update,
    })
    progress.stop()
    if (options.json) printJson({ events, incidents, ok, mismatches })
    else {
      const width = outputWidth()
      print(row('events', `${countWords(events)} of ${countWords(incidents)} incidents`, width))
      print(
        row('proof', ok ? 'what is stored is the fold of the log' : 'what is stored differs', width, ok ? green : red),
      )
      for (const line of mismatchLines(mismatches, width)) print(line)
    }
    if (!ok) throw new CommandFailure('what is stored is not the fold of the log', exitCodes.conflict)
  } finally {
    progress.stop()
    await log.close()
  }
}
