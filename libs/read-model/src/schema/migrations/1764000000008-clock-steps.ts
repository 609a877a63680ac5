import type { MigrationInterface, QueryRunner } from 'typeorm'
import { projectionIndexes } from '../projection-indexes.js'
import { projectionName, type ProjectionVersion } from '../registry.js'
import { pointViews } from '../views.js'

/** A revision tells where the clock that recorded it stepped back. Versions that are made later are made with what this adds. */
export class ClockSteps1764000000008 implements MigrationInterface {
  readonly name = 'ClockSteps1764000000008'

  async up(runner: QueryRunner): Promise<void> {
    const versions = (await runner.query(
      `SELECT name, version, schema, status, policy FROM wireledger.projection WHERE name = '${projectionName}'`,
    )) as ProjectionVersion[]
    for (const version of versions) {
      const { schema, status } = version
      const has = (await runner.query(`SELECT EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = '${schema}.revision'::regclass AND attname = 'stepped_from') AS there`)) as {
        there: boolean
      }[]
      if (has[0]?.there !== true) {
        await runner.query(`ALTER TABLE ${schema}.revision ADD COLUMN stepped_from timestamptz`)
        await runner.query(steps(schema))
        for (const { name, sql } of projectionIndexes(schema))
          if (status !== 'building' && name === 'revision_stepped') await runner.query(sql)
      }
      if (status === 'live') await pointViews(runner, version)
    }
  }

  /** The column does no harm where nobody reads it. */
  async down(): Promise<void> {}
}

// What the projector says of a revision, said by SQL.
const steps = (schema: string): string => `
UPDATE ${schema}.revision r SET stepped_from = s.before
FROM (SELECT incident_id, revision, recorded_at, lag(recorded_at) OVER (PARTITION BY incident_id ORDER BY revision) AS before
  FROM ${schema}.revision) AS s
WHERE s.before > s.recorded_at AND s.incident_id = r.incident_id AND s.revision = r.revision`
