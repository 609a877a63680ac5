import { isComplete } from '../complete.js'
import { startOthers, type Sample } from '../measure.js'
import { cpuUsOf, treeCpuUsOf } from '../processes.js'
import type { Round } from '../round.js'
import { replay } from '../replay.js'

/**
 * `wireledger replay`, as an operator runs it, into a fresh version beside the live one: load, indexes, ANALYZE,
 * comparison by hash, switch. The time is that of the command's own report; the CPU is the whole process's.
 */
export const rebuild = async (round: Round): Promise<Sample> => {
  const { stack, log, database, memory, size, projected } = round
  await projected()
  const running = replay(stack, { prefix: log.prefix, databaseUrl: database.url }, ['--json'])
  const pg = stack.pids.postgres === null ? null : treeCpuUsOf(stack.pids.postgres)
  const others = startOthers()
  let cpuUs: number | null = null
  const watch = setInterval(() => {
    cpuUs = cpuUsOf(running.pid) ?? cpuUs
    memory.note(`rebuild, ${size} B`, running.pid)
  }, 20)
  const result = await running.result.finally(() => clearInterval(watch))
  const after = stack.pids.postgres === null ? null : treeCpuUsOf(stack.pids.postgres)
  const { identical, switched, events, seconds } = result
  return {
    ...{ events, seconds },
    nodeUs: cpuUs === null ? null : cpuUs / events,
    pgUs: pg === null || after === null ? null : (after - pg) / events,
    othersCores: others(),
    ok: identical && switched && events === log.events && (await isComplete(database.pool, events, log.digest)),
  }
}
