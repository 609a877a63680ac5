import { filingMutations } from './filing.js'
import { logAndStreamMutations } from './log-and-stream.js'
import type { Mutation } from './mutation.js'
import { projectionMutations } from './projection.js'

/** Every planted bug; each must turn the checker red. */
export const mutations: readonly Mutation[] = [...projectionMutations, ...filingMutations, ...logAndStreamMutations]
