import { policyNamed, UnknownPolicy } from '#incident'
import { CommandFailure, exitCodes, wrongUsage } from '../failure.js'
import { openProgress } from '../output/progress.js'
import { note, outputWidth, print, printJson } from '../output/print.js'
import { brokersOf, databaseOf, findSystem } from '../system/find-system.js'
import { openLog } from '../system/open-log.js'
import { asFailure } from './as-failure.js'
import type { ReplayOptions } from './replay-options.js'
import { resultJson, resultLines } from './result-lines.js'

/** `wireledger replay`: rebuild, compare, switch; or back; or drop what was left half-way. */
export const replay = async (options: ReplayOptions): Promise<void> => {
  checkOptions(options)
  try {
    await (options.cancel ? cancel(options) : rebuild(options))
  } catch (error) {
    throw asFailure(error)
  }
}

const checkOptions = ({ cancel, rollback, restart, force, policy, switch: switches }: ReplayOptions): void => {
  const ways = [cancel, rollback].filter((way) => way === true).length
  const building = restart === true || force === true || policy !== undefined || !switches
  if (ways > 1 || (ways === 1 && building)) throw wrongUsage('--cancel and --rollback go with no other option')
  if (force === true && !switches) throw wrongUsage('--force is about switching: it does not go with --no-switch')
  if (policy !== undefined) checkPolicy(policy)
}

const checkPolicy = (name: string): void => {
  try {
    policyNamed(name)
  } catch (error) {
    throw error instanceof UnknownPolicy ? wrongUsage(error.message) : error
  }
}

const cancel = async (options: ReplayOptions): Promise<void> => {
  const { cancelRebuild } = await import('#read-model')
  const cancelled = await cancelRebuild({ url: databaseOf(findSystem()) })
  if (options.json) return printJson({ cancelled })
  print(cancelled ? 'the unfinished replay was dropped; nothing is left of it' : 'there is no unfinished replay')
}

const rebuild = async (options: ReplayOptions): Promise<void> => {
  const system = findSystem()
  const url = databaseOf(system)
  const [{ rebuildProjection, rollbackProjection }, { sha256 }, { loadInThreads }] = await Promise.all([
    import('#read-model'),
    import('./sha256.js'),
    import('./load/load-in-threads.js'),
  ])
  const { log, topics } = await openLog(system)
  const progress = await openProgress()
  const ctrlC = new AbortController()
  process.once('SIGINT', () => ctrlC.abort())
  const run = options.rollback ? rollbackProjection : rebuildProjection
  try {
    const result = await run({
      url,
      log,
      topic: topics.incident,
      sha256,
      loadPartitions: loadInThreads({ url, brokers: brokersOf(system), topics }),
      onProgress: progress.update,
      signal: ctrlC.signal,
      restart: options.restart ?? false,
      force: options.force ?? false,
      switch: options.switch,
      ...(options.policy === undefined ? {} : { policy: options.policy }),
    })
    progress.stop()
    if (options.json) printJson(resultJson(result))
    else for (const line of resultLines(result, outputWidth())) print(line)
    if (!result.identical) {
      const what = result.policy === result.policyBefore ? 'the hashes differ' : 'the history differs'
      throw new CommandFailure(`${what} from the live version`, exitCodes.conflict)
    }
  } catch (error) {
    if (!ctrlC.signal.aborted) throw error
    const same = `wireledger replay${options.policy === undefined ? '' : ` --policy ${options.policy}`}`
    note(`stopped: "${same}" goes on from here, "wireledger replay --cancel" drops it`)
    process.exitCode = exitCodes.failed
  } finally {
    progress.stop()
    await log.close()
  }
}
