import { readRecord, type Poison, type ProjectedRecord, type ReadEvent } from './read-record.js'

/** Reads records in their order: the events, and what cannot be folded. */
export const readRecords = (records: readonly ProjectedRecord[]): { events: ReadEvent[]; poisons: Poison[] } => {
  const events: ReadEvent[] = []
  const poisons: Poison[] = []
  for (const record of records) {
    const read = readRecord(record)
    if (read.ok) events.push(read.event)
    else poisons.push(read.poison)
  }
  return { events, poisons }
}

/** The events whose ids are not in `seen` yet, where they are noted: one that was appended twice is folded once. */
export const unseen = (events: readonly ReadEvent[], seen: Set<string>): ReadEvent[] =>
  events.filter(({ recorded: { id } }) => !seen.has(id) && seen.add(id))
