/** A snapshot of the state is kept with every revision whose number this divides, so that any revision is close to one. */
export const snapshotEvery = 32

type NamedIndex = { readonly name: string; readonly sql: string }

/**
 * Keys and indexes that the writer itself needs: to find events it has already, and to load incidents. An event id is
 * unique within its partition, because partitions are folded independently of one another.
 */
export const writerIndexes = (schema: string): readonly NamedIndex[] => [
  { name: 'revision_event', sql: `CREATE UNIQUE INDEX revision_event ON ${schema}.revision (event_id, log_partition)` },
  { name: 'revision_pkey', sql: `ALTER TABLE ${schema}.revision ADD PRIMARY KEY (incident_id, revision)` },
  { name: 'event_pkey', sql: `ALTER TABLE ${schema}.event ADD PRIMARY KEY (log_partition, log_offset)` },
  // Of the update's id only a number is kept: half the size of its text, and as selective.
  {
    name: 'event_update',
    sql: `CREATE INDEX event_update ON ${schema}.event (hashtextextended(update_id, 0))`,
  },
  { name: 'effect_incident', sql: `CREATE INDEX effect_incident ON ${schema}.effect (incident_id, revision)` },
]

/** Keys and indexes that only readers need. */
export const readerIndexes = (schema: string): readonly NamedIndex[] => [
  // Known-at looks up the nearest snapshot by time and goes on along the primary key: 1/32 of a whole index.
  {
    name: 'revision_known',
    sql: `CREATE INDEX revision_known ON ${schema}.revision (incident_id, recorded_at, revision) WHERE snapshot IS NOT NULL`,
  },
  { name: 'incident_recent', sql: `CREATE INDEX incident_recent ON ${schema}.incident (last_recorded_at DESC, id)` },
]
