import { endsOf, openBenchLog, totalOf } from '../log.js'
import { measure, type Sample } from '../measure.js'
import { filingOfNames } from '../product.js'
import type { Round } from '../round.js'
import { fillRaw, mostFiled } from './filer.js'
import { readSome } from './kafka-read.js'

/**
 * What one thread of Node takes to file without an index: kafkajs reads raw updates, they are decoded and decided on, their
 * events are encoded, appended and acknowledged, and nothing is asked, indexed or receipted.
 */
export const decideLimit = async ({ stack, log: { events }, size }: Round): Promise<Sample> => {
  const updates = Math.min(events, mostFiled)
  const bench = await openBenchLog(stack)
  try {
    await fillRaw(bench, updates, size)
    const { log, topics } = bench
    const file = filingOfNames(topics.incident)
    const to = await endsOf(log, topics.wire)
    return await measure(updates, stack.pids.postgres, async () => {
      // One batch is decided on while the one before it is on its way.
      let appended: Promise<unknown> = Promise.resolve()
      await readSome(bench, topics.wire, to, async (records) => {
        const decided = records.flatMap(file)
        await appended
        appended = log.append(decided)
      })
      await appended
      return totalOf(await endsOf(log, topics.incident)) === updates
    })
  } finally {
    await bench.drop()
  }
}
