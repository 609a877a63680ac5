/** A snapshot of the state is kept with every revision whose number this divides, so that any revision is close to one. */
export const snapshotEvery = 32

/** By what the index finds an item; it has to be written the same where the index is to be used. */
export const itemHash = (row: string): string => `hashtext(${row}.provider || ' ' || ${row}.item)`

/** By what the index finds an update of an item. */
export const updateHash = (row: string): string => `hashtext(${row}.update_id)`

type NamedIndex = { readonly name: string; readonly table: string; readonly sql: string }

/**
 * Keys and indexes beside the keys that the tables are made with. A rebuild makes them after its load, which is cheaper
 * and packs them.
 */
export const projectionIndexes = (schema: string): readonly NamedIndex[] => [
  // An event id is unique within its partition, because partitions are folded independently of one another.
  {
    name: 'revision_event',
    table: 'revision',
    sql: `CREATE UNIQUE INDEX revision_event ON ${schema}.revision (event_id, log_partition)`,
  },
  {
    name: 'revision_pkey',
    table: 'revision',
    sql: `ALTER TABLE ${schema}.revision ADD PRIMARY KEY (incident_id, revision)`,
  },
  // Known-at looks up the nearest snapshot by time and goes on along the primary key: 1/32 of a whole index.
  {
    name: 'revision_known',
    table: 'revision',
    sql: `CREATE INDEX revision_known ON ${schema}.revision (incident_id, recorded_at, revision) WHERE snapshot IS NOT NULL`,
  },
  // As-of does the same by when the last thing in a snapshot was said, and asks what was said before it and came later.
  {
    name: 'revision_said',
    table: 'revision',
    sql: `CREATE INDEX revision_said ON ${schema}.revision (incident_id, last_said_at, revision) WHERE snapshot IS NOT NULL`,
  },
  {
    name: 'revision_span',
    table: 'revision',
    sql: `CREATE INDEX revision_span ON ${schema}.revision (incident_id, revision) INCLUDE (said_from, said_until) WHERE said_from IS NOT NULL`,
  },
  // Known-at asks whether the clock stepped back across the moment.
  {
    name: 'revision_stepped',
    table: 'revision',
    sql: `CREATE INDEX revision_stepped ON ${schema}.revision (incident_id, stepped_from) INCLUDE (recorded_at) WHERE stepped_from IS NOT NULL`,
  },
  {
    name: 'event_pkey',
    table: 'event',
    sql: `ALTER TABLE ${schema}.event ADD PRIMARY KEY (log_partition, log_offset)`,
  },
  // An update by its item and id, and an item whatever its versions, which is what a kill or a hold is of: met in no order,
  // so two numbers and not two texts, and one index and not two.
  {
    name: 'event_named',
    table: 'event',
    sql: `CREATE INDEX event_named ON ${schema}.event (${itemHash('event')}, ${updateHash('event')})`,
  },
  {
    name: 'effect_incident',
    table: 'effect',
    sql: `CREATE INDEX effect_incident ON ${schema}.effect (incident_id, revision)`,
  },
  // Kills and holds are few, and nearly every reader asks whether an incident has any.
  {
    name: 'effect_kill',
    table: 'effect',
    sql: `CREATE INDEX effect_kill ON ${schema}.effect (incident_id) WHERE kind = 'kill'`,
  },
  // And whether an item is still there.
  {
    name: 'effect_move',
    table: 'effect',
    sql: `CREATE INDEX effect_move ON ${schema}.effect (incident_id, provider, item) WHERE kind = 'move'`,
  },
  {
    name: 'event_hold',
    table: 'event',
    sql: `CREATE INDEX event_hold ON ${schema}.event (incident_id) WHERE action IN ('hold', 'release')`,
  },
  {
    name: 'incident_recent',
    table: 'incident',
    sql: `CREATE INDEX incident_recent ON ${schema}.incident (last_recorded_at DESC, id)`,
  },
]
