/** A snapshot of the state is kept with every revision whose number this divides, so that any revision is close to one. */
export const snapshotEvery = 32

type NamedIndex = { readonly name: string; readonly sql: string }

/**
 * Keys and indexes that the writer itself needs: to find events it has already, and to load incidents. An event id is
 * unique within its partition, because partitions are folded independently of one another.
 */
export const writerIndexes = (schema: string): readonly NamedIndex[] => [
  { name: 'revision_event', sql: `CREATE UNIQUE INDEX revision_event ON ${schema}.revision (event_id, log_partition)` },
  { name: 'claim_pkey', sql: `ALTER TABLE ${schema}.claim ADD PRIMARY KEY (incident_id, claim_id)` },
  { name: 'effect_incident', sql: `CREATE INDEX effect_incident ON ${schema}.effect (incident_id, revision)` },
  {
    name: 'wire_update_incident',
    sql: `CREATE INDEX wire_update_incident ON ${schema}.wire_update (incident_id, said_at)`,
  },
]

/** Keys and indexes that only readers need; a rebuild makes them after its load, which is cheaper and packs them. */
export const readerIndexes = (schema: string): readonly NamedIndex[] => [
  { name: 'revision_pkey', sql: `ALTER TABLE ${schema}.revision ADD PRIMARY KEY (incident_id, revision)` },
  {
    name: 'revision_position',
    sql: `CREATE UNIQUE INDEX revision_position ON ${schema}.revision (log_partition, log_offset)`,
  },
  // Known-at looks up the nearest snapshot by time and goes on along the primary key: 1/32 of a whole index.
  {
    name: 'revision_known',
    sql: `CREATE INDEX revision_known ON ${schema}.revision (incident_id, recorded_at, revision) WHERE snapshot IS NOT NULL`,
  },
  { name: 'wire_update_pkey', sql: `ALTER TABLE ${schema}.wire_update ADD PRIMARY KEY (update_id, incident_id)` },
  { name: 'wire_update_words', sql: `CREATE INDEX wire_update_words ON ${schema}.wire_update USING gin (words)` },
  // Kills and holds are few, and nearly every reader asks whether an incident has any.
  {
    name: 'effect_kill',
    sql: `CREATE INDEX IF NOT EXISTS effect_kill ON ${schema}.effect (incident_id) WHERE kind = 'kill'`,
  },
  {
    name: 'wire_update_hold',
    sql: `CREATE INDEX IF NOT EXISTS wire_update_hold ON ${schema}.wire_update (incident_id) WHERE action IN ('hold', 'release')`,
  },
  { name: 'incident_recent', sql: `CREATE INDEX incident_recent ON ${schema}.incident (last_recorded_at DESC, id)` },
  { name: 'incident_providers', sql: `CREATE INDEX incident_providers ON ${schema}.incident USING gin (providers)` },
  { name: 'incident_facts', sql: `CREATE INDEX incident_facts ON ${schema}.incident USING gin (facts)` },
]
