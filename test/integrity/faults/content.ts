import { pause } from '../harness/patience.js'
import type { Fault } from './fault.js'

export const contentFaults: readonly Fault[] = [
  {
    name: 'duplicates',
    does: 'a fifth of all deliveries come again, and some use the id of another body',
    scope: 'shared',
    inject: async ({ world, count, brief }) => {
      const { duplicates } = world.load
      const { same, other } = duplicates
      Object.assign(duplicates, { same: 0.2, other: 0.05 })
      count()
      await pause(brief ? 5_000 : 8_000)
      Object.assign(duplicates, { same, other })
    },
  },
]
