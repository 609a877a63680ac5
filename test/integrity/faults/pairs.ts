import { pause } from '../harness/patience.js'
import { brokerFaults } from './broker.js'
import { databaseFaults } from './database.js'
import type { Arena, Fault } from './fault.js'
import { kills } from './kills.js'
import { networkFaults } from './network.js'

const deaths = kills.filter(({ name }) => name.endsWith('-killed'))
const grounds = [...databaseFaults, ...brokerFaults, ...networkFaults].filter(({ lengthy }) => lengthy !== true)

/** Counts as one, and its figures are not those of either alone. */
const within = (arena: Arena): Arena => ({ ...arena, count: () => undefined, measure: () => undefined })

const both = async (arena: Arena, one: Fault, other: Fault): Promise<void> => {
  arena.world.history.note({ fault: `${one.name} and ${other.name}` })
  const later = async (): Promise<void> => {
    await pause(arena.dice.between(0, 2000))
    await other.inject(within(arena))
  }
  const ends = await Promise.allSettled([one.inject(within(arena)), later()])
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

export const pairs: readonly Fault[] = [
  {
    name: 'two-at-once',
    does: 'a service is killed while the database, the broker or the network fails, in any pairing',
    scope: 'shared',
    inject: async (arena) => {
      const { brief, dice, world, count, measure } = arena
      for (let round = 0; round < (brief ? 1 : 3); round++) {
        count()
        await both(arena, dice.pick(grounds), dice.pick(deaths))
      }
      measure('twoAtOnceToLagZero', await world.probe.caughtUp(120_000))
    },
  },
]
