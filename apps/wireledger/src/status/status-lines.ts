import { cut, plain } from '../output/cut.js'
import { bold, dim, green, red, yellow } from '../output/style.js'
import { countWords } from '../output/time.js'
import type { SystemStatus } from './fetch-status.js'

/** The status of a system as lines for people. */
export const statusLines = (status: SystemStatus, width: number): string[] => [
  ...status.services.map(({ name, url, ready, detail }) =>
    line(name, `${url ?? 'no address'}  ${plain(detail)}`, ready ? green : red, width),
  ),
  ...status.pids.map(({ name, pid, alive }) =>
    line(name, alive ? `process ${pid}` : `process ${pid} is gone`, alive ? dim : red, width),
  ),
  ...status.projections.map(({ name, version, schema, status: state, policy }) =>
    line(`${name} ${version}`, `${state}, schema ${schema}, policy ${policy}`, dim, width),
  ),
  lagLine(status, width),
  line('quarantine', status.quarantine === null ? 'not known' : countWords(status.quarantine), dim, width),
]

const lagLine = ({ lag, lagUnknown }: SystemStatus, width: number): string => {
  if (lagUnknown !== null) return line('lag', `not known: ${plain(lagUnknown)}`, red, width)
  const behind = lag.reduce((sum, partition) => sum + partition.behind, 0)
  if (behind === 0) return line('lag', `none in ${lag.length} partitions`, dim, width)
  const parts = lag.filter((one) => one.behind > 0).map((one) => `${one.partition}: ${countWords(one.behind)}`)
  return line('lag', `${countWords(behind)} events; by partition ${parts.join(', ')}`, yellow, width)
}

const nameWidth = 14

const line = (name: string, rest: string, look: (text: string) => string, width: number): string =>
  `${bold(plain(name).padEnd(nameWidth))}${look(cut(rest, width - nameWidth))}`
