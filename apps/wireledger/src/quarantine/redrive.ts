import { wrongUsage, CommandFailure, exitCodes } from '../failure.js'
import { note, print, printJson } from '../output/print.js'
import { databaseOf, deskOf, findSystem } from '../system/find-system.js'
import { openLog } from '../system/open-log.js'
import { allQuarantined } from './list-quarantine.js'

type Options = { readonly all?: true; readonly json?: true }

/** `wireledger quarantine redrive`: records go back to the log they came from with the bytes they had. */
export const redrive = async (ids: readonly string[], options: Options): Promise<void> => {
  if (ids.length > 0 === (options.all ?? false)) throw wrongUsage('name the records to redrive, or say --all')
  const system = findSystem()
  const url = databaseOf(system)
  const chosen = options.all ? await waitingIds(deskOf(system)) : ids
  const { openDatabase } = await import('#read-model')
  const { redriveQuarantine } = await import('#filing-index')
  const pool = openDatabase({ url, role: 'filer', applicationName: 'wireledger-redrive', max: 1 })
  const { log } = await openLog(system)
  try {
    const redriven = await redriveQuarantine(pool, log, chosen)
    if (options.json) printJson({ redriven })
    else for (const { id, receipt } of redriven) print(`${id}  ->  ${receipt}`)
    const missing = chosen.filter((id) => !redriven.some((one) => one.id === id))
    if (missing.length > 0) throw new CommandFailure(`not in quarantine: ${missing.join(', ')}`, exitCodes.notFound)
    if (chosen.length === 0 && !options.json) note('nothing waits in quarantine')
  } finally {
    await log.close()
    await pool.end()
  }
}

const waitingIds = async (desk: string): Promise<string[]> =>
  (await allQuarantined(desk)).filter((item) => !item.redrivenAt && item.stage !== 'projection').map(({ id }) => id)
