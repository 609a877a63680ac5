import fc from 'fast-check'
import { story } from '#incident/testing'
import { claimOverruled, updateFiled } from './update.js'
import { openRecordLog, type RecordLog } from './records.js'

/** A log of many random stories, mixed over partitions, with duplicates, stale commands and poison among them. */
export const randomLog = (
  seed: number,
  { incidents, partitions }: { incidents: number; partitions: number },
): RecordLog => {
  const stories = fc.sample(story, { seed, numRuns: incidents })
  const dice = fc.sample(fc.nat(9), { seed, numRuns: 50_000 })
  const log = openRecordLog(partitions)
  let throws = 0
  const roll = (): number => dice[throws++ % dice.length] ?? 0
  const left = stories.map((events, index) => ({
    id: `incident-${index}`,
    partition: index % partitions,
    events: [...events],
  }))
  while (left.some(({ events }) => events.length > 0)) {
    for (const { id, partition, events } of left) {
      const event = roll() < 5 ? events.shift() : undefined
      if (event === undefined) continue
      const record = log.append(partition, id, event)
      if (roll() === 0) log.appendRaw(partition, record.key, record.value)
      if (roll() === 0) log.append(partition, id, claimOverruled(['agy-a/A1@1#0'], 99))
      if (roll() === 0) log.appendRaw(partition, id, 'not an event')
    }
  }
  // One incident long enough for snapshots.
  for (let n = 0; n < 70; n++) log.append(0, 'incident-0', updateFiled({ item: `long-${n}`, police: n % 7 }))
  return log
}
