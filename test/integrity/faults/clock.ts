import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pause } from '../harness/patience.js'
import type { Environment } from '../harness/service.js'
import type { World } from '../harness/world.js'
import type { Fault } from './fault.js'

const libraries = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
]
const library = (): string | undefined => libraries.find((path) => existsSync(path))
const unable = (): string | null =>
  library() === undefined ? 'libfaketime is not installed (apt-get install faketime)' : null

/** A process alone that believes in another time; timers, which run on the monotonic clock, are left alone. */
const faked = (settings: Environment): Environment => ({
  LD_PRELOAD: library() ?? '',
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
  ...settings,
})

const offset = (seconds: number): string => `${seconds < 0 ? '' : '+'}${seconds}s`
const skewed = (seconds: number): Environment => faked({ FAKETIME: offset(seconds) })

/** What the file says is looked at once a second, so that a clock jumps while its process runs. */
const toldBy = (file: string): Environment => faked({ FAKETIME_TIMESTAMP_FILE: file, FAKETIME_CACHE_DURATION: '1' })

const servicesOf = ({ services: { ingest, projector, desk } }: World) => [ingest, projector, desk]

/** Starts each service anew, with further settings of its environment if given, and waits until all are ready. */
const restartAll = async (world: World, environments: readonly Environment[] = []): Promise<void> => {
  const services = servicesOf(world)
  await Promise.all(services.map((service, index) => service.killAndStart(environments[index])))
  await Promise.all(services.map((service) => service.ready()))
}

export const clockFaults: readonly Fault[] = [
  {
    name: 'clocks-skewed',
    does: 'each service for a while with a clock up to two hours wrong, the machine being right',
    scope: 'shared',
    lengthy: true,
    unable,
    inject: async ({ world, dice, brief, count, measure }) => {
      const turn = dice.chance(0.5) ? 1 : -1
      const offsets = [7200 * turn, -7200 * turn, dice.between(-300, 300)]
      count(offsets.length)
      await restartAll(world, offsets.map(skewed))
      await world.load.acknowledge(300, 60_000)
      await world.probe.caughtUp(90_000)
      await pause(brief ? 1_000 : 3_000)
      await restartAll(world)
      measure('clockBackToLagZero', await world.probe.caughtUp(90_000))
    },
  },
  {
    name: 'clocks-jump',
    does: 'the clock of each running service jumps ahead and back, by minutes and by hours, the machine being right',
    scope: 'shared',
    lengthy: true,
    unable,
    inject: async ({ world, dice, brief, count, measure }) => {
      const files = servicesOf(world).map(({ name }) => join(dirname(world.historyFile), `clock-${name}`))
      const jumpAll = (seconds: () => number): void => {
        for (const file of files) writeFileSync(file, `${offset(seconds())}\n`)
      }
      jumpAll(() => 0)
      await restartAll(world, files.map(toldBy))
      const furthest = dice.pick([300, 7200])
      // Two minutes at least: by less a clock counts as right, and what it lets go early as let go early (I9).
      const astray = (): number => dice.between(120, furthest) * (dice.chance(0.5) ? 1 : -1)
      for (let jump = 0; jump < (brief ? 2 : 4); jump++) {
        jumpAll(astray)
        count(files.length)
        await world.load.acknowledge(300, 60_000)
        // The clocks are looked at by then.
        await pause(1_500)
      }
      await world.probe.caughtUp(90_000)
      await restartAll(world)
      measure('clockBackToLagZero', await world.probe.caughtUp(90_000))
    },
  },
]
