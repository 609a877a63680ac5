import { pause, timed } from '../harness/patience.js'
import { frozenMs, type Arena, type Fault } from './fault.js'

const recovery = async ({ world, measure }: Arena): Promise<void> => {
  const [, seconds] = await timed(() => world.probe.caughtUp(120_000))
  measure('postgresBackToLagZero', seconds)
}

export const databaseFaults: readonly Fault[] = [
  {
    name: 'postgres-stopped-at-once',
    does: 'an immediate stop of PostgreSQL, no checkpoint, and recovery from its log',
    scope: 'shared',
    inject: async (arena) => {
      const { postgres } = arena.world.servers
      arena.count()
      postgres.signalHead('SIGQUIT')
      await postgres.ended()
      await pause(arena.dice.between(0, 3000))
      await postgres.start()
      await recovery(arena)
    },
  },
  {
    name: 'postgres-frozen',
    does: 'SIGSTOP of every process of PostgreSQL for 5 to 60 s',
    scope: 'shared',
    lengthy: true,
    inject: async (arena) => {
      const { postgres } = arena.world.servers
      arena.count()
      postgres.signal('SIGSTOP')
      await pause(frozenMs(arena, 5_000))
      postgres.signal('SIGCONT')
      await recovery(arena)
    },
  },
  {
    name: 'backends-terminated',
    does: 'a storm of pg_terminate_backend in the middle of transactions',
    scope: 'shared',
    inject: async (arena) => {
      arena.count()
      for (let strike = 0; strike < 20; strike++) {
        await arena.world.probe.pool.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'wireledger%'`,
        )
        await pause(arena.dice.between(10, 250))
      }
      await recovery(arena)
    },
  },
]
