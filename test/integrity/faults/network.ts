import { pause } from '../harness/patience.js'
import type { World } from '../harness/world.js'
import type { KafkaProxy } from '../proxies/kafka-proxy.js'
import type { PostgresProxy } from '../proxies/postgres-proxy.js'
import type { TcpProxy } from '../proxies/tcp-proxy.js'
import type { Fault } from './fault.js'

const kafkas = ({ proxies }: World): KafkaProxy[] => Object.values(proxies).map(({ kafka }) => kafka)
const postgreses = ({ proxies }: World): PostgresProxy[] => Object.values(proxies).map(({ postgres }) => postgres)

/** Loses COMMITs, or the answers to them, together with their connection: what became of them is for the service to find out. */
const commitsLost = (name: string, does: string, when: 'onDeed' | 'onCommitted'): Fault => ({
  name,
  does,
  scope: 'shared',
  inject: async ({ world, dice, brief, count, measure }) => {
    const victims = [world.proxies.projector.postgres, world.proxies.ingest.postgres]
    for (let round = 0; round < (brief ? 3 : 8); round++) {
      count()
      await Promise.all(victims.map((proxy) => loseOne(proxy, when)))
      await pause(dice.between(50, 600))
    }
    measure('networkBackToLagZero', await world.probe.caughtUp(120_000))
  },
})

const loseOne = (proxy: PostgresProxy, when: 'onDeed' | 'onCommitted'): Promise<void> =>
  new Promise((resolve) => {
    const done = (): 'cut' => {
      proxy[when] = null
      resolve()
      return 'cut'
    }
    if (when === 'onCommitted') proxy.onCommitted = done
    else proxy.onDeed = (deed) => (deed === 'commit' ? done() : 'pass')
  })

export const networkFaults: readonly Fault[] = [
  commitsLost('commits-lost', 'COMMITs do not reach PostgreSQL and their connections break', 'onDeed'),
  commitsLost('commit-answers-lost', 'PostgreSQL commits, and nobody hears of it', 'onCommitted'),
  {
    name: 'replies-lost',
    does: 'requests reach Kafka, and every tenth reply is lost with its connection',
    scope: 'shared',
    inject: async ({ world, dice, brief, count, measure }) => {
      count()
      for (const proxy of kafkas(world)) {
        proxy.onAnswer = () => (dice.chance(0.1) ? 'cut' : 'pass')
      }
      await pause(brief ? 6_000 : 8_000)
      for (const proxy of kafkas(world)) proxy.onAnswer = null
      measure('networkBackToLagZero', await world.probe.caughtUp(120_000))
    },
  },
  {
    name: 'replies-swallowed',
    does: 'requests reach Kafka, and some replies never come although their connection stays',
    scope: 'shared',
    lengthy: true,
    inject: async ({ world, dice, count, measure }) => {
      count()
      for (const proxy of kafkas(world)) proxy.onAnswer = () => (dice.chance(0.02) ? 'drop' : 'pass')
      await pause(4_000)
      for (const proxy of kafkas(world)) proxy.onAnswer = null
      measure('halfOpenToLagZero', await world.probe.caughtUp(150_000))
    },
  },
  {
    name: 'network-parted',
    does: 'nothing passes between a service and Kafka or PostgreSQL for 3 to 12 s, and then all that was on its way',
    scope: 'shared',
    inject: async ({ world, dice, brief, count, measure }) => {
      for (let round = 0; round < (brief ? 2 : 4); round++) {
        const { kafka, postgres } = dice.pick(Object.values(world.proxies))
        const parted: TcpProxy = dice.pick([kafka, postgres])
        count()
        parted.freeze()
        await pause(brief ? 3_000 : dice.between(3_000, 12_000))
        parted.thaw()
        await pause(dice.between(50, 600))
      }
      measure('networkBackToLagZero', await world.probe.caughtUp(120_000))
    },
  },
  {
    name: 'replies-delayed',
    does: 'every answer of Kafka and PostgreSQL comes 100 to 800 ms late',
    scope: 'shared',
    lengthy: true,
    inject: async ({ world, dice, count, measure }) => {
      const late = [...kafkas(world), ...postgreses(world)]
      count()
      for (const proxy of late) proxy.delay(dice.between(100, 800))
      await pause(5_000)
      for (const proxy of late) proxy.delay(0)
      measure('networkBackToLagZero', await world.probe.caughtUp(120_000))
    },
  },
  {
    name: 'postgres-slow',
    does: 'every answer of PostgreSQL to the projector comes 1 to 3 s late, for as long as a backlog takes to grow',
    scope: 'shared',
    lengthy: true,
    inject: async ({ world, dice, brief, count, measure, wrong }) => {
      const { services, proxies } = world
      const exits = services.projector.ownExits()
      count()
      proxies.projector.postgres.delay(dice.between(1_000, 3_000))
      await pause(brief ? 20_000 : dice.between(40_000, 70_000))
      proxies.projector.postgres.delay(0)
      measure('networkBackToLagZero', await world.probe.caughtUp(120_000))
      // Slow is not broken: whoever works on what was fetched is not silent.
      if (services.projector.ownExits() > exits) wrong('the projector gave up on a database that is slow')
    },
  },
  {
    name: 'kafka-half-open',
    does: 'every connection to Kafka stays open and carries nothing more',
    scope: 'shared',
    lengthy: true,
    inject: async ({ world, count, measure }) => {
      count()
      for (const proxy of kafkas(world)) proxy.halfOpen()
      await pause(2_000)
      measure('halfOpenToLagZero', await world.probe.caughtUp(150_000))
    },
  },
  {
    name: 'postgres-half-open',
    does: 'every connection to PostgreSQL stays open and carries nothing more',
    scope: 'shared',
    lengthy: true,
    inject: async ({ world, count, measure }) => {
      count()
      for (const proxy of postgreses(world)) proxy.halfOpen()
      await pause(2_000)
      measure('halfOpenToLagZero', await world.probe.caughtUp(150_000))
    },
  },
  {
    name: 'connections-cut',
    does: 'every connection of every service is cut, again and again',
    scope: 'shared',
    inject: async ({ world, dice, count, measure }) => {
      count()
      for (let strike = 0; strike < 5; strike++) {
        for (const proxy of [...kafkas(world), ...postgreses(world)]) proxy.cutAll()
        await pause(dice.between(50, 1200))
      }
      measure('networkBackToLagZero', await world.probe.caughtUp(120_000))
    },
  },
]
