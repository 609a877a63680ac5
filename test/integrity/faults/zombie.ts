import { pause, patiently } from '../harness/patience.js'
import type { Fault } from './fault.js'

/** Longer than the session timeout of the group and than a transaction may idle, with some to spare. */
const awayMs = 17_000

/**
 * Freezes the projector with a transaction begun and a batch in hand until another one owns its partitions and has gone
 * on, then lets it go on: every COMMIT before it claims its partitions anew is one of a zombie.
 */
export const zombieFaults: readonly Fault[] = [
  {
    name: 'zombie-projector',
    does: 'SIGSTOP beyond the session timeout, a second one takes over, SIGCONT: 0 rows from the first',
    scope: 'shared',
    inject: async ({ world, dice, count, measure, wrong }) => {
      const first = world.services.projector
      const { postgres } = world.proxies.projector
      const second = await world.openMember('projector')
      await second.ready()
      await world.probe.projected(60_000)
      let skip = dice.between(0, 10)
      const moment = dice.pick(['begin', 'write'] as const)
      await new Promise<void>((resolve) => {
        postgres.onDeed = (deed) => {
          if (deed !== moment || skip-- > 0) return 'pass'
          first.signal('SIGSTOP')
          postgres.onDeed = null
          resolve()
          return 'pass'
        }
      })
      count()
      const frozen = Date.now()
      await world.probe.projected(60_000)
      await pause(Math.max(0, frozen + awayMs - Date.now()))
      await world.probe.projected(60_000)
      measure('zombieToTakenOver', (Date.now() - frozen) / 1000)
      let rows = 0
      let claimed = false
      postgres.onCommitted = () => {
        if (!claimed) rows++
        return 'pass'
      }
      postgres.onDeed = (deed) => {
        if (deed === 'claim') claimed = true
        return 'pass'
      }
      first.signal('SIGCONT')
      await patiently('the first one claims partitions again', 60_000, () => claimed)
      postgres.onCommitted = null
      postgres.onDeed = null
      measure('zombieCommits', rows)
      if (rows > 0) wrong(`the zombie committed ${rows} times`)
      await second.stop()
      await world.probe.projected(60_000)
    },
  },
]
