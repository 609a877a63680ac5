import { cut, plain } from '../output/cut.js'
import { bold, dim, green, red } from '../output/style.js'
import { countWords } from '../output/time.js'
import type { SystemStatus } from './fetch-status.js'

/** The status of a system as lines for people. */
export const statusLines = (status: SystemStatus, width: number): string[] => [
  ...status.services.map(({ name, url, ready, detail }) =>
    line(name, `${url ?? 'no address'}  ${plain(detail)}`, ready ? green : red, width),
  ),
  ...status.pids.map(({ name, pid, alive }) =>
    line(name, `pid ${pid}${alive ? '' : ', gone'}`, alive ? dim : red, width),
  ),
  ...status.projections.map(({ name, version, schema, status: state, behind }) =>
    line(
      `${name} ${version}`,
      `${state}, schema ${schema}${behind === null ? '' : `, ${countWords(behind)} behind`}`,
      dim,
      width,
    ),
  ),
  line('quarantine', status.quarantine === null ? 'unknown' : countWords(status.quarantine), dim, width),
]

const nameWidth = 14

const line = (name: string, rest: string, look: (text: string) => string, width: number): string =>
  `${bold(plain(name).padEnd(nameWidth))}${look(cut(rest, width - nameWidth))}`
