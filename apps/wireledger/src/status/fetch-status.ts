import { allQuarantined } from '../quarantine/list-quarantine.js'
import { callJson } from '../doors/http.js'
import { reasonOf } from '../failure.js'
import type { FoundSystem } from '../system/find-system.js'
import { fetchProjections } from './fetch-projections.js'
import type { PartitionLag, VersionStatus } from './projection-status.js'

export type ServiceStatus = {
  readonly name: string
  readonly url: string | null
  readonly ready: boolean
  readonly detail: string
}

export type SystemStatus = {
  readonly stackFile: string | null
  readonly services: readonly ServiceStatus[]
  readonly pids: readonly { readonly name: string; readonly pid: number; readonly alive: boolean }[]
  readonly projections: readonly VersionStatus[]
  readonly lag: readonly PartitionLag[]
  /** Why versions and lag are not known; null where they are. */
  readonly lagUnknown: string | null
  /** Records that were not redriven; null where the desk does not say. */
  readonly quarantine: number | null
}

const patienceMs = 5_000

/** Asks every part that can be found how it is; a part that does not answer is part of the answer. */
export const fetchStatus = async (system: FoundSystem): Promise<SystemStatus> => {
  const { ingest, desk } = system
  const [services, projections, quarantine] = await Promise.all([
    Promise.all([readiness('ingest', ingest), readiness('desk', desk)]),
    fetchProjections(system, patienceMs).catch((error: unknown) => ({
      versions: [],
      lag: [],
      unknown: reasonOf(error),
    })),
    desk === null ? null : countQuarantined(desk),
  ])
  return {
    stackFile: system.stackFile,
    services,
    pids: Object.entries(system.pids).map(([name, pid]) => ({ name, pid, alive: isAlive(pid) })),
    projections: projections.versions,
    lag: projections.lag,
    lagUnknown: 'unknown' in projections ? projections.unknown : null,
    quarantine,
  }
}

const countQuarantined = (desk: string): Promise<number | null> =>
  allQuarantined(desk).then(
    (items) => items.filter((item) => !item.redrivenAt).length,
    () => null,
  )

const readiness = async (name: string, url: string | null): Promise<ServiceStatus> => {
  if (url === null) return { name, url, ready: false, detail: 'not found' }
  try {
    await callJson(url, '/health/ready', { timeoutMs: patienceMs })
    return { name, url, ready: true, detail: 'ready' }
  } catch (error) {
    return { name, url, ready: false, detail: reasonOf(error) }
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
