import { endsOf, totalOf } from '../log.js'
import { measure, type Sample } from '../measure.js'
import { eventIn, referenceFold } from '../product.js'
import type { Round } from '../round.js'
import { readSome, shareOf } from './kafka-read.js'

/** The reference fold lets go of nothing, so it is not given logs of which it would grow dearer. */
const most = 200_000

/**
 * What one thread of Node takes for the meaning alone: kafkajs reads, events are decoded and folded with revisions and
 * hashes, and nothing is written, kept ready, asked or recalled.
 */
export const foldLimit = async ({ log, stack }: Round): Promise<Sample> => {
  const to = shareOf(await endsOf(log.log, log.topics.incident), most)
  const fold = referenceFold()
  return measure(totalOf(to), stack.pids.postgres, async () => {
    await readSome(log, log.topics.incident, to, (records) => {
      for (const { value, recordedAt } of records) fold.add(eventIn(value), recordedAt)
    })
    return fold.states().reduce((sum, { revision }) => sum + revision, 0) === totalOf(to)
  })
}
