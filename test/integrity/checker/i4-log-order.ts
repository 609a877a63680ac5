import { openFinding, type Check } from './check.js'
import type { LoggedEvent } from './evidence.js'

/** Where the raw record stands that an update of its own incident came from; null for what waited for something else. */
const causeOf = ({ event }: LoggedEvent): { partition: string; offset: number } | null => {
  if (event?.event.type !== 'UpdateFiled' || event.event.data.reachesOnly) return null
  const { action } = event.event.data.update
  if (action === 'kill' || action === 'withdraw') return null
  const [, partition = '', offset] = /^[^/]+\/(\d+)\/(\d+)$/.exec(event.causationId) ?? []
  return { partition, offset: Number(offset) }
}

/** Within an incident, revisions follow the log of record, and the log of record follows the raw log. */
export const logOrder: Check = {
  name: 'I4',
  says: 'the order within an incident is the order of the log',
  find: ({ tables, log }) => {
    const finding = openFinding()
    const first = new Map<string, number>()
    const caused = new Map<string, number>()
    for (const [partition, events] of log) {
      for (const logged of events) {
        const { event, again, record } = logged
        if (event === null || again) continue
        finding.looked++
        first.set(event.id, record.offset)
        const cause = causeOf(logged)
        if (cause === null) continue
        const lane = `${event.incident} ${cause.partition}`
        if (cause.offset < (caused.get(lane) ?? -1))
          finding.wrong(`${partition}/${record.offset} of the log overtook an earlier raw record of ${event.incident}`)
        caused.set(lane, cause.offset)
      }
    }
    const last = new Map<string, { partition: number; offset: number }>()
    for (const { incident, revision, eventId, partition, offset } of tables.revisions) {
      const before = last.get(incident)
      if (before !== undefined && (before.partition !== partition || before.offset >= offset))
        finding.wrong(`revision ${revision} of ${incident} stands at ${partition}/${offset}, behind a later one`)
      if (first.get(eventId) !== offset)
        finding.wrong(
          `revision ${revision} of ${incident} names ${partition}/${offset}, where its event does not first stand`,
        )
      last.set(incident, { partition, offset })
    }
    return finding
  },
}
