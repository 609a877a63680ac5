import type { MigrationInterface, QueryRunner } from 'typeorm'
import { registryView } from '../registry-view.js'

/**
 * A version remembers the policy it is folded with. Those of before were folded with P1, when there was no other. The last
 * of these migrations points the views, which show it.
 */
export class PolicyOfAVersion1764000000005 implements MigrationInterface {
  readonly name = 'PolicyOfAVersion1764000000005'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE wireledger.projection ADD COLUMN policy text NOT NULL DEFAULT 'P1'`)
    await runner.query(registryView)
  }

  /** The views would have to lose columns that readers may use by now. */
  async down(): Promise<void> {}
}
