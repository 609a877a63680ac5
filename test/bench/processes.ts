import { readdirSync, readFileSync } from 'node:fs'

// The kernel counts CPU in hundredths of a second for user space, whatever its own clock is.
const usPerTick = 10_000

/** CPU that a process has burnt so far, in microseconds; null where /proc does not tell (not Linux, or it has ended). */
export const cpuUsOf = (pid: number): number | null => {
  const fields = statOf(pid)
  return fields === null ? null : (ticks(fields, 11) + ticks(fields, 12)) * usPerTick
}

/** The same for a server that works in child processes, as PostgreSQL does: itself, its children, and those that ended. */
export const treeCpuUsOf = (pid: number): number | null => {
  const own = statOf(pid)
  if (own === null) return null
  const ended = (ticks(own, 13) + ticks(own, 14)) * usPerTick
  const living = childrenOf(pid).reduce((sum, child) => sum + (cpuUsOf(child) ?? 0), 0)
  return (cpuUsOf(pid) ?? 0) + ended + living
}

/** What a process and everything that it started have burnt, with those that ended since; null where it cannot be told. */
export const familyCpuUsOf = (pid: number): number | null => {
  const own = statOf(pid)
  if (own === null) return null
  const mine = [11, 12, 13, 14].reduce((sum, place) => sum + ticks(own, place), 0) * usPerTick
  return childrenOf(pid).reduce((sum, child) => sum + (familyCpuUsOf(child) ?? 0), mine)
}

/** What the whole machine has burnt since it was started, microseconds of all cores; null where /proc does not tell. */
export const machineCpuUs = (): number | null => {
  const line = read('/proc/stat')?.split('\n')[0]?.split(/\s+/).slice(1).map(Number)
  if (line === undefined) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
  return (user + nice + system + irq + softirq) * usPerTick
}

/** Resident memory now and at its highest, in MB; null where it cannot be told. */
export const memoryOf = (pid: number): { readonly rssMb: number; readonly peakMb: number } | null => {
  const status = read(`/proc/${pid}/status`)
  if (status === null) return null
  const megabytes = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024)
  return { rssMb: megabytes('VmRSS'), peakMb: megabytes('VmHWM') }
}

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

// The name of the program may hold blanks and brackets; what follows it does not.
const statOf = (pid: number): readonly string[] | null => {
  const stat = read(`/proc/${pid}/stat`)
  return stat === null ? null : stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

const ticks = (fields: readonly string[], place: number): number => Number(fields[place] ?? 0)

const childrenOf = (pid: number): number[] => {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      (read(`/proc/${pid}/task/${task}/children`) ?? '').split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}
