import type { Check, InvariantName } from './check.js'
import type { Evidence } from './evidence.js'
import { nothingLost } from './i1-nothing-lost.js'
import { chainHolds } from './i10-chain-holds.js'
import { nothingTwice } from './i2-nothing-twice.js'
import { noHoles } from './i3-no-holes.js'
import { logOrder } from './i4-log-order.js'
import { stateIsFold } from './i5-state-is-fold.js'
import { replayIsLive } from './i6-replay-is-live.js'
import { checkpointIsData } from './i7-checkpoint-is-data.js'
import { streamIsWhole } from './i8-stream-is-whole.js'
import { noEmbargoBroken } from './i9-no-embargo-broken.js'

export const checks: readonly Check[] = [
  nothingLost,
  nothingTwice,
  noHoles,
  logOrder,
  stateIsFold,
  replayIsLive,
  checkpointIsData,
  streamIsWhole,
  noEmbargoBroken,
  chainHolds,
]

export type Judged = { readonly name: InvariantName; readonly looked: number; readonly violations: readonly string[] }

/** Decides every invariant; a check that cannot even read its evidence is a violation of its own. */
export const judge = (evidence: Evidence): Judged[] =>
  checks.map(({ name, find }) => {
    try {
      return { name, ...find(evidence) }
    } catch (error) {
      return { name, looked: 0, violations: [`the evidence cannot be read: ${(error as Error).message}`] }
    }
  })
