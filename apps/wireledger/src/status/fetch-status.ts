import { allQuarantined } from '../quarantine/list-quarantine.js'
import { callJson } from '../doors/http.js'
import { reasonOf } from '../failure.js'
import type { FoundSystem } from '../system/find-system.js'

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
  /** Empty where the desk does not answer. */
  readonly projections: readonly ProjectionStatus[]
  readonly quarantine: number | null
}

const patienceMs = 5_000

/** Asks every part that can be found how it is; a part that does not answer is part of the answer. */
export const fetchStatus = async (system: FoundSystem): Promise<SystemStatus> => {
  const { ingest, desk } = system
  const [services, projections, quarantine] = await Promise.all([
    Promise.all([readiness('ingest', ingest), readiness('desk', desk)]),
    desk === null ? null : callJson(desk, '/v1/projections', { timeoutMs: patienceMs }).catch(() => null),
    desk === null
      ? null
      : allQuarantined(desk).then(
          (items) => items.filter((item) => !item.redrivenAt).length,
          () => null,
        ),
  ])
  const pids = Object.entries(system.pids).map(([name, pid]) => ({ name, pid, alive: isAlive(pid) }))
  return { stackFile: system.stackFile, services, pids, projections, quarantine }
}

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
