import { CommandFailure } from '../failure.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { findSystem } from '../system/find-system.js'
import { fetchStatus } from './fetch-status.js'
import { statusLines } from './status-lines.js'

/** `wireledger status`: fails where a part is not ready, after showing all of them. */
export const showStatus = async (options: { readonly json?: true }): Promise<void> => {
  const system = findSystem()
  if (system.ingest === null && system.desk === null) {
    throw new CommandFailure('no running system found', 1, ['start one on this machine with: wireledger up'])
  }
  const status = await fetchStatus(system)
  if (options.json) printJson(status)
  else for (const line of statusLines(status, outputWidth())) print(line)
  const down = status.services.filter((service) => !service.ready)
  if (down.length > 0) throw new CommandFailure(`not ready: ${down.map(({ name }) => name).join(', ')}`)
}
