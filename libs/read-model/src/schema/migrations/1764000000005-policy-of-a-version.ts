import type { MigrationInterface, QueryRunner } from 'typeorm'
import type { ProjectionVersion } from '../registry.js'
import { registryView } from '../registry-view.js'
import { pointViews } from '../views.js'

/** A version remembers the policy it is folded with. Those of before were folded with P1, when there was no other. */
export class PolicyOfAVersion1764000000005 implements MigrationInterface {
  readonly name = 'PolicyOfAVersion1764000000005'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE wireledger.projection ADD COLUMN policy text NOT NULL DEFAULT 'P1'`)
    await runner.query(registryView)
    const live = (await runner.query(`SELECT schema, policy FROM wireledger.projection WHERE status = 'live'`)) as Pick<
      ProjectionVersion,
      'schema' | 'policy'
    >[]
    for (const version of live) await pointViews(runner, version)
  }

  /** The views would have to lose columns that readers may use by now. */
  async down(): Promise<void> {}
}
