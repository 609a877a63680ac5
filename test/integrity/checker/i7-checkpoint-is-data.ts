import { openFinding, type Check } from './check.js'
import type { Evidence } from './evidence.js'

/** How many records below each offset must have a row: all but those whose event stood in the log before. */
const rowsDue = ({ log }: Evidence): Map<number, number[]> =>
  new Map(
    [...log].map(([partition, events]) => {
      const due = [0]
      for (const { again } of events) due.push((due.at(-1) ?? 0) + (again ? 0 : 1))
      return [partition, due]
    }),
  )

/** At rest and in the middle of things, the checkpoint is exactly behind the last record that has its row. */
export const checkpointIsData: Check = {
  name: 'I7',
  says: 'a checkpoint is never ahead of its data nor behind it',
  find: (evidence) => {
    const finding = openFinding()
    const { tables, log, wire, samples } = evidence
    const due = rowsDue(evidence)
    for (const [partition, events] of log) {
      finding.looked++
      const next = tables.projected.get(partition) ?? 0
      if (next !== events.length)
        finding.wrong(`partition ${partition} rests at ${next} of ${events.length} projected records`)
    }
    for (const [partition, records] of wire) {
      finding.looked++
      const next = tables.filed.get(partition) ?? 0
      if (next !== records.length)
        finding.wrong(`partition ${partition} rests at ${next} of ${records.length} filed records`)
    }
    for (const { stage, partition, next, rows, top } of samples) {
      finding.looked++
      const expected = stage === 'filing' ? next : due.get(partition)?.[next]
      if (rows !== expected)
        finding.wrong(
          `the ${stage} checkpoint of partition ${partition} said ${next} beside ${rows} rows instead of ${expected}`,
        )
      if (top >= next)
        finding.wrong(`the ${stage} checkpoint of partition ${partition} said ${next} beside a row of offset ${top}`)
    }
    return finding
  },
}
