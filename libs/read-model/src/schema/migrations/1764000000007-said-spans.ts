import type { MigrationInterface, QueryRunner } from 'typeorm'
import { addIndexes, projectionsOf, revisionsHave } from './projections.js'

/** A revision tells when what it brings was said. Versions that are made later are made with what this adds. */
export class SaidSpans1764000000007 implements MigrationInterface {
  readonly name = 'SaidSpans1764000000007'

  async up(runner: QueryRunner): Promise<void> {
    // The read of a state finds its revision by itself.
    await runner.query('DROP FUNCTION IF EXISTS desk.revision_known_at')
    for (const version of await projectionsOf(runner)) {
      const { schema } = version
      if (await revisionsHave(runner, schema, 'said_from')) continue
      await runner.query(`ALTER TABLE ${schema}.revision ADD COLUMN last_said_at timestamptz,
        ADD COLUMN said_from timestamptz, ADD COLUMN said_until timestamptz`)
      await runner.query(`UPDATE ${schema}.revision SET last_said_at = (snapshot::json ->> 'lastSaidAt')::timestamptz
        WHERE snapshot IS NOT NULL`)
      await runner.query(spans(schema))
      await addIndexes(runner, version, ['revision_said', 'revision_span'])
    }
  }

  /** The columns do no harm where nobody reads them. */
  async down(): Promise<void> {}
}

// What the fold's spanOf says of an event, said by SQL.
const spans = (schema: string): string => `
WITH told AS (
  SELECT r.incident_id, r.revision, r.said_at, c.first, c.last,
    max(r.said_at) OVER (PARTITION BY r.incident_id ORDER BY r.revision ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
    CASE r.kind WHEN 'U' THEN NOT e.head WHEN 'O' THEN json_array_length(e.document::json #> '{data,claims}') = 0 ELSE true END AS any
  FROM ${schema}.revision r JOIN ${schema}.event e ON e.log_partition = r.log_partition AND e.log_offset = r.log_offset
  CROSS JOIN LATERAL (SELECT min((c ->> 'saidAt')::timestamptz) AS first, max((c ->> 'saidAt')::timestamptz) AS last
    FROM json_array_elements(CASE WHEN r.kind = 'U' AND NOT e.reaches_only THEN e.document::json #> '{data,update,claims}' END) AS c) AS c
), span AS (
  SELECT *, least(said_at, first) AS since, greatest(said_at, last) AS until FROM told
)
UPDATE ${schema}.revision r SET
  said_from = CASE WHEN s.any THEN '0001-01-01T00:00:00.000Z' ELSE s.since END,
  said_until = CASE WHEN s.any THEN '9999-12-31T23:59:59.999Z' ELSE s.until END
FROM span s WHERE s.incident_id = r.incident_id AND s.revision = r.revision
  AND (s.any OR s.since < s.until OR s.since < s.before)`
