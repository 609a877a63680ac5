import { openFinding, type Check } from './check.js'
import type { Evidence } from './evidence.js'

const filedUpdates = ({ events }: Evidence): Set<string> =>
  new Set(
    events.flatMap(({ event }) => (event?.event.type === 'UpdateFiled' ? [event.event.data.update.updateId] : [])),
  )

/** Acknowledged ⊆ raw log ⊆ log of record ∪ quarantine ⊆ revisions ∪ refused ∪ quarantine. */
export const nothingLost: Check = {
  name: 'I1',
  says: 'no acknowledged update is lost',
  find: (evidence) => {
    const finding = openFinding()
    const { sent, wire, events, tables, topics } = evidence
    const receipts = new Map(tables.receipts.map((row) => [`${row.partition}/${row.offset}`, row]))
    const quarantined = new Map(tables.quarantine.map((row) => [`${row.stage} ${row.partition}/${row.offset}`, row]))
    const filed = filedUpdates(evidence)
    const logged = new Set(events.flatMap(({ event }) => (event === null ? [] : [event.id])))

    for (const { outcome, position, updateId, sha256 } of sent) {
      if (outcome !== 'ok' || position === null) continue
      finding.looked++
      const [partition, offset] = position
        .slice(topics.wire.length + 1)
        .split('/')
        .map(Number)
      const record = wire.get(partition ?? -1)?.[offset ?? -1]
      if (record?.sha256 !== sha256)
        finding.wrong(`${updateId} was acknowledged at ${position}, where other bytes or none are`)
      if (!filed.has(updateId))
        finding.wrong(`${updateId} was acknowledged at ${position} and is not in the log of record`)
    }
    for (const record of [...wire.values()].flat()) {
      finding.looked++
      const at = `${record.partition}/${record.offset}`
      const receipt = receipts.get(at)
      if (receipt === undefined) finding.wrong(`raw record ${at} was never decided on`)
      if (receipt?.status === 'quarantined' && !quarantined.has(`filing ${at}`))
        finding.wrong(`raw record ${at} was refused and is not in quarantine`)
      if (receipt?.status === 'quarantined' && quarantined.get(`filing ${at}`)?.sha256 !== record.sha256)
        finding.wrong(`raw record ${at} has other bytes in quarantine`)
      if (receipt?.status !== 'filed') continue
      for (const { eventId } of JSON.parse(receipt.updates) as { eventId: string }[])
        if (!logged.has(eventId))
          finding.wrong(`raw record ${at} was filed as ${eventId}, which is not in the log of record`)
    }
    const kept = new Set([...tables.revisions, ...tables.refused].map(({ eventId }) => eventId))
    for (const { record, event } of events) {
      finding.looked++
      const at = `${record.partition}/${record.offset}`
      if (event === null && !quarantined.has(`projection ${at}`))
        finding.wrong(`record ${at} of the log is no event and not in quarantine`)
      if (
        event === null &&
        quarantined.has(`projection ${at}`) &&
        quarantined.get(`projection ${at}`)?.sha256 !== record.sha256
      )
        finding.wrong(`record ${at} of the log has other bytes in quarantine`)
      if (event !== null && !kept.has(event.id))
        finding.wrong(`event ${event.id} at ${at} of the log was not projected`)
    }
    if (tables.outgoing > 0) finding.wrong(`${tables.outgoing} decided events still wait to be appended`)
    return finding
  },
}
