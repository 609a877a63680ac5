import { brokerFaults } from './broker.js'
import { clockFaults } from './clock.js'
import { contentFaults } from './content.js'
import { crowdFaults } from './crowded-batch.js'
import { databaseFaults } from './database.js'
import { diskFaults } from './disk-full.js'
import type { Fault } from './fault.js'
import { killPoints } from './kill-points.js'
import { kills } from './kills.js'
import { changedLogFaults } from './log-changed.js'
import { networkFaults } from './network.js'
import { pairs } from './pairs.js'
import { poisonFaults } from './poison.js'
import { replayFaults } from './replay.js'
import { stalledReaderFaults } from './stalled-readers.js'
import { zombieFaults } from './zombie.js'

/** Every fault there is; a new one is a file beside this one and a line here. */
export const faults: readonly Fault[] = [
  ...killPoints,
  ...kills,
  ...contentFaults,
  ...poisonFaults,
  ...crowdFaults,
  ...networkFaults,
  ...databaseFaults,
  ...brokerFaults,
  ...pairs,
  ...zombieFaults,
  ...replayFaults,
  ...stalledReaderFaults,
  ...clockFaults,
  ...changedLogFaults,
  ...diskFaults,
]

/** The fault of a name; throws with all names where there is none. */
export const faultOf = (name: string): Fault => {
  const found = faults.find((fault) => fault.name === name)
  if (found === undefined)
    throw new Error(`there is no fault ${name}; there are: ${faults.map((fault) => fault.name).join(', ')}`)
  return found
}
