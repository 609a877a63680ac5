import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Transactions a second of a script: 8 clients, prepared statements, over TCP as the desk does. */
export const pgbench = async (folder: string, url: string, script: string, seconds: number): Promise<number> => {
  const file = join(folder, 'read.pgbench')
  writeFileSync(file, script.replaceAll('\n  ', ' '))
  const how = ['-n', '-M', 'prepared', '-c', '8', '-j', '1', '-T', String(seconds), '-f', file, url]
  const { stdout } = await promisify(execFile)('pgbench', how)
  const tps = /tps = ([\d.]+)/.exec(stdout)?.[1]
  if (tps === undefined) throw new Error(`pgbench said nothing of its rate: ${stdout}`)
  return Number(tps)
}
