import type { ItemName } from '#incident'
import type { types } from '#postgres-binary'
import type { AliasRow, EffectRow, EventRow, IncidentRow, RecallRow, RefusedRow, RevisionRow, TagRow } from './rows.js'
import type { Poison } from './read-record.js'

/** A column, and where its value comes from. */
export type Column<R> = {
  readonly name: string
  readonly type: keyof typeof types
  readonly of: (row: R) => unknown
}

/** A table as the writer fills it: the columns in the order in which they are sent. */
export type Table<R> = { readonly name: string; readonly columns: readonly Column<R>[] }

export const revisionTable: Table<RevisionRow> = {
  name: 'revision',
  columns: [
    { name: 'event_id', type: 'uuid', of: ({ recorded }) => recorded.id },
    { name: 'log_offset', type: 'bigint', of: ({ recorded }) => recorded.position.offset },
    { name: 'said_at', type: 'time', of: ({ revised }) => revised.saidAt },
    { name: 'received_at', type: 'time', of: ({ revised }) => revised.receivedAt },
    { name: 'recorded_at', type: 'time', of: ({ recorded }) => recorded.recordedAt },
    { name: 'log_partition', type: 'int', of: ({ recorded }) => recorded.position.partition },
    { name: 'revision', type: 'int', of: ({ revised }) => revised.revision },
    { name: 'kind', type: 'letter', of: ({ recorded }) => kindOf(recorded.event.type) },
    { name: 'incident_id', type: 'text', of: ({ recorded }) => recorded.stream },
    { name: 'hash', type: 'hex', of: ({ revised }) => revised.hash },
    { name: 'changes', type: 'text', of: ({ revised }) => revised.changesText },
    { name: 'snapshot', type: 'text', of: ({ snapshot }) => snapshot },
    { name: 'last_said_at', type: 'time', of: ({ lastSaidAt }) => lastSaidAt },
    { name: 'said_from', type: 'time', of: ({ revised: { span } }) => span?.from ?? null },
    { name: 'said_until', type: 'time', of: ({ revised: { span } }) => span?.until ?? null },
    { name: 'stepped_from', type: 'time', of: ({ steppedFrom }) => steppedFrom },
  ],
}

/** One letter for the type of an event. */
export const kindOf = (type: RevisionRow['recorded']['event']['type']): string => kinds[type]

const kinds = { UpdateFiled: 'U', ClaimOverruled: 'O', UpdatesMovedOut: 'M' }

const updateOf = ({ recorded: { event } }: EventRow) => (event.type === 'UpdateFiled' ? event.data.update : undefined)

export const eventTable: Table<EventRow> = {
  name: 'event',
  columns: [
    { name: 'log_offset', type: 'bigint', of: ({ recorded }) => recorded.position.offset },
    { name: 'log_partition', type: 'int', of: ({ recorded }) => recorded.position.partition },
    { name: 'revision', type: 'int', of: ({ revised }) => revised.revision },
    { name: 'head', type: 'flag', of: ({ revised }) => revised.head !== null },
    { name: 'reaches_only', type: 'flag', of: ({ recorded: { event } }) => event.type === 'UpdateFiled' && event.data.reachesOnly },
    { name: 'incident_id', type: 'text', of: ({ recorded }) => recorded.stream },
    { name: 'update_id', type: 'text', of: ({ revised }) => revised.updateId },
    { name: 'provider', type: 'text', of: (row) => updateOf(row)?.provider ?? null },
    { name: 'item', type: 'text', of: (row) => updateOf(row)?.item ?? null },
    { name: 'version', type: 'text', of: (row) => updateOf(row)?.version ?? null },
    { name: 'action', type: 'text', of: (row) => updateOf(row)?.action ?? null },
    { name: 'document', type: 'utf8', of: ({ value }) => value },
  ],
} // prettier-ignore

export const incidentTable: Table<IncidentRow> = {
  name: 'incident',
  columns: [
    { name: 'id', type: 'text', of: ({ id }) => id },
    { name: 'revision', type: 'int', of: ({ revision }) => revision },
    { name: 'title', type: 'text', of: ({ title }) => title },
    { name: 'body', type: 'text', of: ({ body }) => body },
    { name: 'hash', type: 'hex', of: ({ hash }) => hash },
    { name: 'opened_at', type: 'time', of: ({ openedAt }) => openedAt },
    { name: 'last_said_at', type: 'time', of: ({ lastSaidAt }) => lastSaidAt },
    { name: 'last_recorded_at', type: 'time', of: ({ lastRecordedAt }) => lastRecordedAt },
    { name: 'updates', type: 'int', of: ({ updates }) => updates },
    { name: 'providers', type: 'list', of: ({ providers }) => providers },
    { name: 'facts', type: 'list', of: ({ facts }) => facts },
  ],
}

export const recallTable: Table<RecallRow> = {
  name: 'recall',
  columns: [
    { name: 'incident_id', type: 'text', of: ({ incident }) => incident },
    { name: 'revision', type: 'int', of: ({ revision }) => revision },
    { name: 'ledger', type: 'text', of: ({ ledger }) => ledger },
  ],
}

export const tagTable: Table<TagRow> = {
  name: 'incident_tag',
  columns: [
    { name: 'tag', type: 'text', of: ({ tag }) => tag },
    { name: 'incident_id', type: 'text', of: ({ incident }) => incident },
  ],
}

export const aliasTable: Table<AliasRow> = {
  name: 'alias',
  columns: [
    { name: 'name', type: 'text', of: ({ name }) => name },
    { name: 'incident_id', type: 'text', of: ({ recorded }) => recorded.stream },
    { name: 'recorded_at', type: 'time', of: ({ recorded }) => recorded.recordedAt },
    { name: 'log_partition', type: 'int', of: ({ recorded }) => recorded.position.partition },
    { name: 'log_offset', type: 'bigint', of: ({ recorded }) => recorded.position.offset },
  ],
}

export const effectTable: Table<EffectRow> = {
  name: 'effect',
  columns: [
    { name: 'incident_id', type: 'text', of: ({ incident }) => incident },
    { name: 'revision', type: 'int', of: ({ revision }) => revision },
    { name: 'kind', type: 'text', of: ({ effect }) => effect.kind },
    { name: 'target', type: 'text', of: ({ effect }) => targetOf(effect) },
    { name: 'provider', type: 'text', of: ({ effect }) => itemOf(effect)?.provider ?? null },
    { name: 'item', type: 'text', of: ({ effect }) => itemOf(effect)?.item ?? null },
    { name: 'version', type: 'text', of: ({ effect }) => (effect.kind === 'kill' ? effect.victim.version : null) },
    { name: 'said_at', type: 'time', of: ({ effect }) => effect.saidAt },
    { name: 'cause', type: 'text', of: ({ effect }) => (effect.kind === 'move' ? effect.by : effect.cause) },
    { name: 'reason', type: 'text', of: ({ effect }) => effect.reason },
  ],
}

const targetOf = (effect: EffectRow['effect']): string | null => {
  if (effect.kind === 'kill') return null
  return effect.kind === 'move' ? effect.to : effect.claim
}

const itemOf = (effect: EffectRow['effect']): ItemName | null => {
  if (effect.kind === 'kill') return effect.victim
  return effect.kind === 'move' ? effect.of : null
}

export const refusedTable: Table<RefusedRow> = {
  name: 'refused',
  columns: [
    { name: 'event_id', type: 'uuid', of: ({ recorded }) => recorded.id },
    { name: 'incident_id', type: 'text', of: ({ recorded }) => recorded.stream },
    { name: 'met_revision', type: 'int', of: ({ met }) => met },
    { name: 'log_partition', type: 'int', of: ({ recorded }) => recorded.position.partition },
    { name: 'log_offset', type: 'bigint', of: ({ recorded }) => recorded.position.offset },
    { name: 'recorded_at', type: 'time', of: ({ recorded }) => recorded.recordedAt },
    { name: 'reason', type: 'text', of: ({ reason }) => reason },
  ],
}

export const quarantineTable: Table<Poison> = {
  name: 'quarantine',
  columns: [
    { name: 'log_partition', type: 'int', of: ({ record }) => record.position.partition },
    { name: 'log_offset', type: 'bigint', of: ({ record }) => record.position.offset },
    { name: 'topic', type: 'text', of: ({ record }) => record.position.topic },
    { name: 'recorded_at', type: 'time', of: ({ record }) => record.recordedAt },
    { name: 'key', type: 'bytes', of: ({ record }) => record.key },
    { name: 'value', type: 'bytes', of: ({ record }) => record.value },
    { name: 'code', type: 'text', of: ({ code }) => code },
    { name: 'reason', type: 'text', of: ({ reason }) => reason },
  ],
}
