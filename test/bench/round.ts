import type { BenchDatabase } from './database.js'
import type { FilledLog } from './log.js'
import type { Sample } from './measure.js'
import type { MemorySeen } from './memory.js'
import type { BenchStack } from './stack.js'
import type { EventSize } from './workload.js'

/** What a work of one round finds: servers, the log it reads, and a database that only this round uses. */
export type Round = {
  readonly stack: BenchStack
  readonly log: FilledLog
  readonly size: EventSize
  readonly database: BenchDatabase
  readonly memory: MemorySeen
  /** Lets the projector drain the log, once a round: others need its rows. */
  readonly projected: () => Promise<Sample>
}
