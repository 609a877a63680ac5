import type { Position } from '#eventing'
import { wrongUsage, CommandFailure, exitCodes } from '../failure.js'
import { note, print, printJson } from '../output/print.js'
import { databaseOf, deskOf, findSystem, type FoundSystem } from '../system/find-system.js'
import { openLog } from '../system/open-log.js'
import { allQuarantined } from './list-quarantine.js'

type Options = { readonly all?: true; readonly json?: true }
type Redriven = { readonly id: string; readonly receipt: string }

/** `wireledger quarantine redrive`: records go back to the log they came from with the bytes they had. */
export const redrive = async (ids: readonly string[], options: Options): Promise<void> => {
  if (ids.length > 0 === (options.all ?? false)) throw wrongUsage('name the records to redrive, or say --all')
  const system = findSystem()
  const chosen = options.all ? await waitingIds(deskOf(system)) : [...new Set(ids)]
  const { redriven, missing } = await redriveEach(system, chosen)
  if (options.json) printJson({ redriven })
  else for (const { id, receipt } of redriven) print(`${id}  ->  ${receipt}`)
  if (chosen.length === 0) note('nothing waits in quarantine')
  if (missing.length > 0) throw new CommandFailure(`not in quarantine: ${missing.join(', ')}`, exitCodes.notFound)
}

const redriveEach = async (
  system: FoundSystem,
  ids: readonly string[],
): Promise<{ redriven: Redriven[]; missing: string[] }> => {
  const { openDatabase } = await import('#read-model')
  const { FilingIndexError, redriveQuarantine } = await import('#filing-index')
  const pool = openDatabase({ url: databaseOf(system), role: 'filer', applicationName: 'wireledger-redrive', max: 1 })
  const { log, topics } = await openLog(system)
  const redriven: Redriven[] = []
  const missing: string[] = []
  try {
    for (const id of ids) {
      try {
        const [position] = await redriveQuarantine(pool, id, (records) => log.append(records, { timeoutMs: 15_000 }))
        if (position !== undefined) redriven.push({ id, receipt: receiptOf(position, topics.command) })
      } catch (error) {
        if (!(error instanceof FilingIndexError) || error.code !== 'FILING_NOT_QUARANTINED') throw error
        missing.push(id)
      }
    }
    return { redriven, missing }
  } finally {
    await log.close()
    await pool.end()
  }
}

const receiptOf = ({ topic, partition, offset }: Position, commandTopic: string): string =>
  `${topic === commandTopic ? 'command' : 'wire'}-${partition}-${offset}`

// What the projection could not fold stands in the log of record: only a replay with other code can help it.
const waitingIds = async (desk: string): Promise<string[]> =>
  (await allQuarantined(desk)).filter((item) => !item.redrivenAt && item.stage !== 'projection').map(({ id }) => id)
