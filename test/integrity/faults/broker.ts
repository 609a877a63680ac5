import { pause, patiently, timed } from '../harness/patience.js'
import { frozenMs, type Arena, type Fault } from './fault.js'

/** From the broker's first answer to the first acknowledgement, and to everything being projected again. */
const recovery = async ({ world, measure }: Arena): Promise<void> => {
  const since = Date.now()
  const [, seconds] = await timed(() =>
    patiently('an update is acknowledged', 90_000, () => world.load.lastAcknowledged() > since, 20),
  )
  measure('brokerBackToAcknowledged', seconds)
  await world.probe.caughtUp(120_000)
  measure('brokerBackToLagZero', (Date.now() - since) / 1000)
}

export const brokerFaults: readonly Fault[] = [
  {
    name: 'broker-killed',
    does: 'kill -9 of Kafka, and a start on what it left',
    scope: 'shared',
    inject: async (arena) => {
      const { kafka } = arena.world.servers
      arena.count()
      kafka.signalHead('SIGKILL')
      await kafka.ended()
      await pause(arena.dice.between(0, 2000))
      await kafka.start()
      await recovery(arena)
    },
  },
  {
    name: 'broker-restarted',
    does: 'a clean stop and start of Kafka',
    scope: 'shared',
    inject: async (arena) => {
      const { kafka } = arena.world.servers
      arena.count()
      await kafka.stop()
      await kafka.start()
      await recovery(arena)
    },
  },
  {
    name: 'broker-frozen',
    does: 'SIGSTOP of Kafka for 5 to 60 s',
    scope: 'shared',
    lengthy: true,
    inject: async (arena) => {
      const { kafka } = arena.world.servers
      arena.count()
      kafka.signal('SIGSTOP')
      await pause(frozenMs(arena, 6_000))
      kafka.signal('SIGCONT')
      await recovery(arena)
    },
  },
]
