import { timed } from '../harness/patience.js'
import type { ServiceName } from '../harness/service.js'
import type { Proxies, World } from '../harness/world.js'
import { names, produceApi, type KafkaCall, type Verdict } from '../proxies/kafka-proxy.js'
import type { Deed } from '../proxies/postgres-proxy.js'
import type { Arena, Fault } from './fault.js'

/** Sets a trap in the proxies that calls `strike` at its point and answers what becomes of the message; answers how to disarm it. */
type Trap = (proxies: Proxies, world: World, strike: () => Verdict) => () => void

const atDeed =
  (wanted: Deed): Trap =>
  ({ postgres }, _world, strike) => {
    postgres.onDeed = (deed) => (deed === wanted ? strike() : 'pass')
    return () => {
      postgres.onDeed = null
    }
  }

const atCommitted: Trap = ({ postgres }, _world, strike) => {
  postgres.onCommitted = strike
  return () => {
    postgres.onCommitted = null
  }
}

const atProduce =
  (when: 'onRequest' | 'onAnswer', topicOf: (world: World) => string): Trap =>
  ({ kafka }, world, strike) => {
    kafka[when] = (call: KafkaCall) => (call.api === produceApi && names(call, topicOf(world)) ? strike() : 'pass')
    return () => {
      kafka[when] = null
    }
  }

const wire = ({ topics }: World): string => topics.wire
const incident = ({ topics }: World): string => topics.incident

/** Kills with -9 in the moment a message passes the proxy, the message with it, after some that were let through. */
const killAt =
  (name: ServiceName, trap: Trap, figure: string) =>
  async ({ world, dice, count, measure }: Arena): Promise<void> => {
    const service = world.services[name]
    let skip = dice.between(0, 12)
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${name} never came to the point`)), 60_000)
      const disarm = trap(world.proxies[name], world, () => {
        if (skip-- > 0) return 'pass'
        service.signal('SIGKILL')
        disarm()
        clearTimeout(late)
        resolve()
        return 'drop'
      })
    })
    count()
    const [, seconds] = await timed(async () => {
      await service.killAndStart()
      await world.probe.caughtUp(90_000)
    })
    measure(figure, seconds)
  }

const point = (name: string, does: string, service: ServiceName, trap: Trap, figure: string): Fault => ({
  name,
  does,
  scope: 'shared',
  inject: killAt(service, trap, figure),
})

export const killPoints: readonly Fault[] = [
  point('projector-killed-before-insert', 'kill -9 as the rows are about to be written', 'projector', atDeed('write'), 'projectorKillToLagZero'), // prettier-ignore
  point('projector-killed-before-commit', 'kill -9 between the rows and COMMIT', 'projector', atDeed('commit'), 'projectorKillToLagZero'), // prettier-ignore
  point('projector-killed-after-commit', 'kill -9 when COMMIT is done and not yet answered', 'projector', atCommitted, 'projectorKillToLagZero'), // prettier-ignore
  point('filer-killed-before-commit', 'kill -9 between the decision and its COMMIT', 'ingest', atDeed('commit'), 'filerKillToLagZero'), // prettier-ignore
  point('filer-killed-after-commit', 'kill -9 when a decision is committed and nothing of it appended', 'ingest', atCommitted, 'filerKillToLagZero'), // prettier-ignore
  point('filer-killed-before-produce', 'kill -9 as decided events are about to be appended', 'ingest', atProduce('onRequest', incident), 'filerKillToLagZero'), // prettier-ignore
  point('filer-killed-after-produce', 'kill -9 when events are appended and not yet known to be', 'ingest', atProduce('onAnswer', incident), 'filerKillToLagZero'), // prettier-ignore
  point('ingest-killed-before-reply', 'kill -9 between the acknowledgement of Kafka and the answer to the publisher', 'ingest', atProduce('onAnswer', wire), 'ingestKillToLagZero'), // prettier-ignore
]
