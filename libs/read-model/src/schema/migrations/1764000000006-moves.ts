import type { MigrationInterface, QueryRunner } from 'typeorm'
import { projectionIndexes } from '../projection-indexes.js'
import { projectionsOf } from './projections.js'

const added = new Set(['effect_move', 'event_item'])
type Answer = readonly { readonly there: boolean }[]

/** Items can be moved to another incident. Versions that are made later are made with what this adds. */
export class Moves1764000000006 implements MigrationInterface {
  readonly name = 'Moves1764000000006'

  async up(runner: QueryRunner): Promise<void> {
    for (const { schema, status } of await projectionsOf(runner)) {
      await runner.query(`ALTER TABLE ${schema}.effect DROP CONSTRAINT IF EXISTS effect_kind_check`)
      await runner.query(`ALTER TABLE ${schema}.effect
        ADD CONSTRAINT effect_kind_check CHECK (kind IN ('withdraw', 'kill', 'overrule', 'move'))`)
      for (const { name, sql } of projectionIndexes(schema)) {
        if (status === 'building' || !added.has(name)) continue
        const there = (await runner.query(`SELECT to_regclass('${schema}.${name}') IS NOT NULL AS there`)) as Answer
        if (there[0]?.there !== true) await runner.query(sql)
      }
    }
  }

  /** The tables may hold moves by now; what is wider than it was does no harm. */
  async down(): Promise<void> {}
}
