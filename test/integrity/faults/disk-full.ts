import { noDisks } from '../harness/disks.js'
import { pause, patiently } from '../harness/patience.js'
import type { Server } from '../harness/servers.js'
import type { Arena, Fault } from './fault.js'

/** A server whose disk was full has stopped, or has to be: a start on the same data, as an operator would. */
const revive = async (server: Server): Promise<void> => {
  if (!server.hasEnded()) return
  await patiently('the server starts again', 90_000, () => server.start().then(() => true), 1000)
}

const fillAndFree = async (arena: Arena, which: 'kafka' | 'postgres'): Promise<void> => {
  const { world, brief, count, measure } = arena
  const disk = arena.world.servers.disks?.[which]
  if (disk === undefined) throw new Error('these servers have no disks of their own')
  count()
  disk.fill()
  await pause(brief ? 8_000 : 25_000)
  disk.free()
  await revive(world.servers[which])
  measure('diskFreeToLagZero', await world.probe.caughtUp(180_000))
}

export const diskFaults: readonly Fault[] = (['kafka', 'postgres'] as const).map((which) => ({
  name: `disk-full-${which}`,
  does: `not a byte free on the disk of ${which} for a while`,
  scope: 'disk',
  lengthy: true,
  unable: noDisks,
  inject: (arena) => fillAndFree(arena, which),
}))
