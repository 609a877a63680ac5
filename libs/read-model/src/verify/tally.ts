import { compareBytes } from '#eventing'
import type { Sha256 } from '#incident'
import type { ChunkRows } from '../projection/rows.js'
import { effectTable } from '../projection/tables.js'

/** The tables whose rows are compared per incident by the digest of their contents, in an order of bytes. */
export type TalliedTable = 'effect' | 'event'

/** Collects what the fold adds to an incident's parts, as digests, so that a partition's texts need not stay in memory. */
export type Tally = {
  add(rows: ChunkRows): void
  digestOf(table: TalliedTable, incident: string): string
}

export const openTally = (sha256: Sha256): Tally => {
  const tables: Record<TalliedTable, Map<string, string[]>> = { effect: new Map(), event: new Map() }
  const put = (table: TalliedTable, incident: string, parts: readonly (string | number | null)[]): void => {
    const digest = sha256(parts.map((part) => part ?? '').join('\u001f'))
    const digests = tables[table].get(incident)
    if (digests === undefined) tables[table].set(incident, [digest])
    else digests.push(digest)
  }
  return {
    add: ({ revisions, effects }) => {
      for (const row of effects)
        put(
          'effect',
          row.incident,
          talliedEffect.map(({ of }) => of(row) as string | number | null),
        )
      for (const { recorded, revised, value } of revisions) {
        const { stream, position, event } = recorded
        const reachesOnly = event.type === 'UpdateFiled' && event.data.reachesOnly
        put('event', stream, [
          position.partition,
          position.offset,
          revised.revision,
          revised.head === null ? 'false' : 'true',
          reachesOnly ? 'true' : 'false',
          revised.updateId,
          ...(event.type === 'UpdateFiled'
            ? [event.data.update.provider, event.data.update.item, event.data.update.version, event.data.update.action]
            : [null, null, null, null]),
          value.toString('utf8'),
        ])
      }
    },
    digestOf: (table, incident) => sha256([...(tables[table].get(incident) ?? [])].sort(compareBytes).join('')),
  }
}

const us = `chr(31)`
// A time is no text that PostgreSQL and we write alike; it is compared with the revision it came by.
const talliedEffect = effectTable.columns.filter(({ name }) => name !== 'incident_id' && name !== 'said_at')
/** The text whose digest {@link Tally} takes, of a stored row. */
export const talliedText: Record<TalliedTable, string> = {
  effect: `concat_ws(${us}, ${talliedEffect.map(({ name }) => `coalesce(${name}::text, '')`).join(', ')})`,
  event: `concat_ws(${us}, log_partition, log_offset, revision, CASE WHEN head THEN 'true' ELSE 'false' END,
    CASE WHEN reaches_only THEN 'true' ELSE 'false' END, coalesce(update_id, ''), coalesce(provider, ''),
    coalesce(item, ''), coalesce(version, ''), coalesce(action, ''), document)`,
}
