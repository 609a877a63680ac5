import { runReplay } from '../harness/cli.js'
import { pause } from '../harness/patience.js'
import type { Fault } from './fault.js'

/** Reads the desk all the time, and answers how to stop and what was not a 200. */
const watchDesk = (url: string): (() => Promise<string[]>) => {
  const wrong: string[] = []
  let watching = true
  const work = async (): Promise<void> => {
    while (watching) {
      const answer = await fetch(`${url}/v1/incidents?limit=5`).catch((error: unknown) => error as Error)
      if (answer instanceof Error) wrong.push(answer.message)
      else if (answer.status !== 200) wrong.push(`${answer.status} ${await answer.text()}`)
      else await answer.arrayBuffer()
      await pause(25)
    }
  }
  const all = work()
  return async () => {
    watching = false
    await all
    return wrong
  }
}

export const replayFaults: readonly Fault[] = [
  {
    name: 'replay-under-load',
    does: 'a replay beside the live version, and the switch, while updates go on coming and readers go on reading',
    scope: 'shared',
    inject: async ({ world, count, measure, wrong }) => {
      count()
      const stop = watchDesk(world.services.desk.url)
      const start = performance.now()
      const { identical, switched } = await runReplay(world)
      measure('replayToSwitched', (performance.now() - start) / 1000)
      const unreadable = await stop()
      if (!identical || !switched) wrong('the replay differs from the live version, or did not switch')
      if (unreadable.length > 0) wrong(`the desk could not be read ${unreadable.length} times: ${unreadable[0]}`)
      measure('switchToLagZero', await world.probe.caughtUp(60_000))
    },
  },
]
