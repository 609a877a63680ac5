import { pause, patiently, timed } from '../harness/patience.js'
import type { ServiceName } from '../harness/service.js'
import type { Arena, Fault } from './fault.js'

const killed = (name: ServiceName, figure: string): Fault => ({
  name: `${name}-killed`,
  does: 'kill -9 at any moment',
  scope: 'shared',
  inject: async ({ world, dice, count, measure }) => {
    await pause(dice.between(0, 1500))
    count()
    const [, seconds] = await timed(async () => {
      await world.services[name].killAndStart()
      if (name === 'desk') await world.services.desk.ready()
      else await world.probe.caughtUp(90_000)
    })
    measure(figure, seconds)
  },
})

const mostSeconds = 10

const terminated = async ({ world, count, measure, wrong }: Arena, name: ServiceName): Promise<void> => {
  const service = world.services[name]
  count()
  service.leaveDown()
  const [exit, seconds] = await timed(() => {
    const exited = service.exited()
    service.signal('SIGTERM')
    return exited
  })
  measure('sigtermToExit', seconds)
  if (seconds > mostSeconds) wrong(`${name} took ${seconds.toFixed(1)} s to end on SIGTERM`)
  if (exit.code !== 0) wrong(`${name} ended on SIGTERM with ${exit.code ?? exit.signal}`)
  service.start()
  await world.probe.caughtUp(90_000)
  await service.ready()
}

const underLoad: Fault = {
  name: 'terminated-under-load',
  does: 'SIGTERM to each service in turn: exit 0 within 10 s, and nothing lost',
  scope: 'shared',
  inject: async (arena) => {
    for (const name of ['projector', 'ingest', 'desk'] as const) await terminated(arena, name)
  },
}

const membersComeAndGo: Fault = {
  name: 'members-come-and-go',
  does: 'second projectors and filers join and leave every few seconds, politely or not',
  scope: 'shared',
  lengthy: true,
  inject: async ({ world, dice, brief, count, measure }) => {
    for (let round = 0; round < (brief ? 2 : 4); round++) {
      for (const name of ['projector', 'ingest'] as const) {
        const member = await world.openMember(name)
        await patiently(`a second ${name} is there`, 30_000, async () => (await fetch(`${member.url}/health/live`)).ok)
        await pause(dice.between(500, 2500))
        count()
        member.leaveDown()
        if (dice.chance(0.5)) member.signal('SIGKILL')
        else await member.stop()
      }
    }
    measure('rebalanceToLagZero', await world.probe.caughtUp(90_000))
  },
}

export const kills: readonly Fault[] = [
  killed('projector', 'projectorKillToLagZero'),
  killed('ingest', 'ingestKillToLagZero'),
  killed('desk', 'deskKillToReady'),
  underLoad,
  membersComeAndGo,
]
