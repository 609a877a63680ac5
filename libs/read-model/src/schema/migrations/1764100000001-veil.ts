import type { MigrationInterface, QueryRunner } from 'typeorm'
import { readerIndexes } from '../projection-indexes.js'
import { pointViews } from '../views.js'

const added = new Set(['effect_kill', 'wire_update_hold'])

/** What tells readers which updates were killed or are held: a view, and for every version the indexes it stands on. */
export class Veil1764100000001 implements MigrationInterface {
  readonly name = 'Veil1764100000001'

  async up(runner: QueryRunner): Promise<void> {
    const versions = (await runner.query('SELECT schema, status FROM wireledger.projection')) as {
      schema: string
      status: string
    }[]
    for (const { schema, status } of versions) {
      if (status === 'live') await pointViews(runner, schema)
      if (status === 'building') continue
      for (const { name, sql } of readerIndexes(schema)) if (added.has(name)) await runner.query(sql)
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP VIEW desk.veiled')
    await runner.query('DROP FUNCTION desk.version_key(text)')
  }
}
