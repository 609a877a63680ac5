import { pause, patiently } from '../harness/patience.js'
import type { ServiceName } from '../harness/service.js'
import type { Deed } from '../proxies/postgres-proxy.js'
import type { Fault } from './fault.js'

/** Longer than the session timeout of the group and than a transaction may idle, with some to spare. */
const awayMs = 17_000

/**
 * Freezes a service with a transaction begun and a batch in hand until another one owns its partitions and has gone on,
 * then lets it go on: every COMMIT of a checkpoint before it claims its partitions anew is one of a zombie.
 */
const zombie = (name: ServiceName, fault: string, does: string, moments: readonly Deed[]): Fault => ({
  name: fault,
  does,
  scope: 'shared',
  lengthy: true,
  inject: async ({ world, dice, count, measure, wrong }) => {
    const first = world.services[name]
    const { postgres } = world.proxies[name]
    const second = await world.openMember(name)
    await second.ready()
    await world.probe.caughtUp(60_000)
    let skip = dice.between(0, 10)
    const moment = dice.pick(moments)
    await new Promise<void>((resolve) => {
      postgres.onDeed = (deed) => {
        if (deed !== moment || skip-- > 0) return 'pass'
        first.signal('SIGSTOP')
        postgres.onDeed = null
        resolve()
        // Before its transaction it must believe, on waking up, that nothing has happened; within, PostgreSQL ends it.
        return moment === 'begin' ? 'hold' : 'pass'
      }
    })
    count()
    const frozen = Date.now()
    await world.probe.caughtUp(60_000)
    await pause(Math.max(0, frozen + awayMs - Date.now()))
    await world.probe.caughtUp(60_000)
    let commits = 0
    let claimed = false
    postgres.onCommitted = () => {
      if (!claimed) commits++
      return 'pass'
    }
    postgres.onDeed = (deed) => {
      if (deed === 'claim') claimed = true
      return 'pass'
    }
    first.signal('SIGCONT')
    postgres.release()
    await patiently('the first one claims partitions again', 60_000, () => claimed)
    postgres.onCommitted = null
    postgres.onDeed = null
    measure('zombieCommits', commits)
    if (commits > 0) wrong(`the zombie committed ${commits} times`)
    await second.stop()
    await world.probe.caughtUp(60_000)
  },
})

export const zombieFaults: readonly Fault[] = [
  zombie('projector', 'zombie-projector', 'SIGSTOP beyond the session timeout, a second projector takes over, SIGCONT: 0 rows from the first', ['begin', 'write']), // prettier-ignore
  zombie('ingest', 'zombie-filer', 'the same for the filer', ['begin']),
]
