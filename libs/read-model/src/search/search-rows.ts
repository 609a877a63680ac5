import type { Position } from '#eventing'
import type { RevisionRow } from '../projection/rows.js'
import type { Table } from '../projection/tables.js'

/** What of one update can be found by its words. */
export type SearchRow = {
  readonly position: Position
  readonly incident: string
  readonly words: string
}

export const searchTable: Table<SearchRow> = {
  name: 'document',
  columns: [
    { name: 'log_partition', type: 'int', of: ({ position }) => position.partition },
    { name: 'log_offset', type: 'bigint', of: ({ position }) => position.offset },
    { name: 'incident_id', type: 'text', of: ({ incident }) => incident },
    { name: 'words', type: 'text', of: ({ words }) => words },
  ],
}

/** A tsvector holds 1 MiB at most; this much text never comes near, even where every word is another one. */
export const searchLimit = 32_768

/** The searchable words of the updates among the events of a chunk. */
export const searchRows = (revisions: readonly RevisionRow[]): SearchRow[] =>
  revisions.flatMap(({ recorded, revised }): SearchRow[] => {
    if (recorded.event.type !== 'UpdateFiled' || revised.head === null) return []
    const { headline, text } = recorded.event.data.update
    const words = `${headline ?? ''}\n${text ?? ''}`.slice(0, searchLimit).replace(/[\ud800-\udbff]$/, '')
    return words === '\n' ? [] : [{ position: recorded.position, incident: recorded.stream, words }]
  })
