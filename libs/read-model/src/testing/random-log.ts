import fc from 'fast-check'
import type { IncidentEvent } from '#incident'
import { story } from '#incident/testing'
import { claimOverruled, updateFiled } from './update.js'
import { openRecordLog, type RecordLog } from './records.js'

/** The n-th event of a long story in which every so many events one takes something back. */
const longStory = (n: number, every: number): IncidentEvent => {
  const saidAt = new Date(Date.parse('2023-09-25T06:00:00Z') + ((n * 7) % 50) * 60_000).toISOString()
  const taken = [`agy-a/long-${n - 1 - (n % 2)}@1#0`]
  if (n % (5 * every) === every) return claimOverruled(taken, null)
  // The same update as some events before, by another event.
  const item = n % (7 * every) === 0 && n > 40 ? `long-${n - 35}` : `long-${n}`
  return updateFiled({ item, police: n % 7, saidAt, withdraws: n % every === 0 ? taken : [] })
}

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
  // Incidents long enough for snapshots and for ledgers to be kept, of which things are taken back and filed anew.
  for (let n = 0; n < 140; n++) {
    for (const incident of [0, 1, 2])
      log.append(incident % partitions, `incident-${incident}`, longStory(n, 3 + incident * 4))
  }
  return log
}
