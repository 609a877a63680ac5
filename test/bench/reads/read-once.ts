import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort, projectRoot } from '#local-stack'
import { startServices, type Place, type Running } from '../services.js'
import type { BenchStack } from '../stack.js'
import { closedLoop, type Load, type LoadResult } from './closed-loop.js'
import type { ReadKind } from './kinds.js'
import { pgbench } from './pgbench.js'
import { pgbenchScripts } from './statements.js'

/** A read by the desk, and the same by others: requests a second. */
export type Read = LoadResult & {
  readonly pgbench?: number
  readonly bareHttp?: number
  readonly bareHttpUs?: number | null
}

export type ReadDoors = {
  readonly stack: BenchStack
  readonly desk: Running
  readonly bare: { readonly pid: number; readonly port: number }
  readonly databaseUrl: string
  readonly scripts: { readonly [name: string]: string }
  readonly seconds: number
  /** Whether to ask pgbench and the bare server too. */
  readonly compare: boolean
  readonly close: () => Promise<void>
}

type DoorOptions = { readonly incidents: number; readonly pgbench: boolean; readonly seconds: number }

/** The desk and the bare server. */
export const openReadDoors = async (
  stack: BenchStack,
  place: Place,
  { incidents, pgbench: hasPgbench, seconds }: DoorOptions,
): Promise<ReadDoors> => {
  const services = await startServices(stack, ['desk'], place)
  const port = await freePort()
  const bare = fork(join(projectRoot(), 'dist/test/bench/bare-server.js'), [place.databaseUrl, String(port)])
  await once(bare, 'message')
  return {
    ...{ stack, desk: services.desk, bare: { pid: bare.pid ?? 0, port }, databaseUrl: place.databaseUrl, seconds },
    ...{ scripts: hasPgbench ? pgbenchScripts(incidents) : {}, compare: true },
    close: async () => {
      const gone = once(bare, 'exit')
      bare.disconnect()
      await Promise.all([gone, services.stop()])
    },
  }
}

// What was asked a few times only is not compiled yet, nor is its plan made.
const warmSeconds = 2

/** Asks for so long uncounted, then for as long as it is told. */
const warmLoop = async (load: Load): Promise<LoadResult> => {
  await closedLoop({ ...load, seconds: warmSeconds })
  return closedLoop(load)
}

/** Each kind in turn, by the desk and right after it by whoever it is compared with. Everybody is warmed up first. */
export const readOnce = async (
  doors: ReadDoors,
  kinds: readonly ReadKind[],
): Promise<{ readonly [kind: string]: Read }> => {
  const reads: { [kind: string]: Read } = {}
  for (const kind of kinds) {
    const load = { ...kind, seconds: doors.seconds, postgres: doors.stack.pids.postgres }
    const desk = await warmLoop({ ...load, port: doors.desk.port, server: doors.desk.pid })
    reads[kind.name] = doors.compare ? { ...desk, ...(await compared(doors, kind, load)) } : desk
  }
  return reads
}

const compared = async (
  { stack, bare, databaseUrl, scripts, seconds }: ReadDoors,
  { name, path, holds }: ReadKind,
  load: { readonly postgres: number | null },
): Promise<Pick<Read, 'pgbench' | 'bareHttp' | 'bareHttpUs'>> => {
  const script = scripts[name]
  const byPgbench =
    script === undefined ? {} : { pgbench: Math.round(await pgbench(stack.folder, databaseUrl, script, seconds)) }
  if (name !== 'current') return byPgbench
  const barePath = (): string => path().replace('/v1/incidents', '')
  const bareLoad = await warmLoop({ ...load, path: barePath, holds, seconds, port: bare.port, server: bare.pid })
  return { ...byPgbench, bareHttp: bareLoad.rate, bareHttpUs: bareLoad.nodeUs }
}
