import { existsSync } from 'node:fs'
import { pause } from '../harness/patience.js'
import type { Environment } from '../harness/service.js'
import type { Fault } from './fault.js'

const libraries = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1',
]
const library = (): string | undefined => libraries.find((path) => existsSync(path))

/** A process alone that believes in another time; timers, which run on the monotonic clock, are left alone. */
const skewed = (seconds: number): Environment => ({
  LD_PRELOAD: library() ?? '',
  FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}s`,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
  DONT_FAKE_MONOTONIC: '1',
})

export const clockFaults: readonly Fault[] = [
  {
    name: 'clocks-skewed',
    does: 'each service for a while with a clock up to two hours wrong, the machine being right',
    scope: 'shared',
    lengthy: true,
    unable: () => (library() === undefined ? 'libfaketime is not installed (apt-get install faketime)' : null),
    inject: async ({ world, dice, brief, count, measure }) => {
      const { ingest, projector, desk } = world.services
      const turn = dice.chance(0.5) ? 1 : -1
      const offsets = [7200 * turn, -7200 * turn, dice.between(-300, 300)]
      await Promise.all(
        [ingest, projector, desk].map((service, index) => {
          count()
          return service.killAndStart(skewed(offsets[index] ?? 0))
        }),
      )
      await Promise.all([ingest.ready(), projector.ready(), desk.ready()])
      await world.load.acknowledge(300, 60_000)
      await world.probe.caughtUp(90_000)
      await pause(brief ? 1_000 : 3_000)
      await Promise.all([ingest, projector, desk].map((service) => service.killAndStart()))
      await Promise.all([ingest.ready(), projector.ready(), desk.ready()])
      measure('clockBackToLagZero', await world.probe.caughtUp(90_000))
    },
  },
]
