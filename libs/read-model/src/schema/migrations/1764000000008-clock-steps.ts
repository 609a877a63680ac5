import type { MigrationInterface, QueryRunner } from 'typeorm'
import { pointViews } from '../views.js'
import { addIndexes, projectionsOf, revisionsHave } from './projections.js'

/** A revision tells where the clock that recorded it stepped back. Versions that are made later are made with what this adds. */
export class ClockSteps1764000000008 implements MigrationInterface {
  readonly name = 'ClockSteps1764000000008'

  async up(runner: QueryRunner): Promise<void> {
    for (const version of await projectionsOf(runner)) {
      const { schema, status } = version
      if (!(await revisionsHave(runner, schema, 'stepped_from'))) {
        await runner.query(`ALTER TABLE ${schema}.revision ADD COLUMN stepped_from timestamptz`)
        await runner.query(steps(schema))
        await addIndexes(runner, version, ['revision_stepped'])
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
