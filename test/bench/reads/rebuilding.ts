import { replay } from '../replay.js'
import type { Place } from '../services.js'
import type { BenchStack } from '../stack.js'

/** Keeps a rebuild running, one after another, until it is told to stop; then nothing of it is left. */
export const keepRebuilding = (stack: BenchStack, place: Place): { readonly stop: () => Promise<void> } => {
  let running = replay(stack, place, ['--json', '--no-switch', '--restart'])
  let stopped = false
  const done = (async (): Promise<void> => {
    while (!stopped) {
      // It differs from the live version, which was filled by hand; that is not what is looked at here.
      await running.result.catch(() => undefined)
      if (!stopped) running = replay(stack, place, ['--json', '--no-switch', '--restart'])
    }
  })()
  return {
    stop: async () => {
      stopped = true
      running.kill()
      await done
      await replay(stack, place, ['--cancel', '--json']).result.catch(() => undefined)
    },
  }
}
