import type { MigrationInterface, QueryRunner } from 'typeorm'
import { wordMerging } from '../../search/search-tables.js'

/** The projector may merge new words into the index of full text, which only its owner may otherwise. */
export class MergingWords1764000000011 implements MigrationInterface {
  readonly name = 'MergingWords1764000000011'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(wordMerging)
  }

  /** The function does no harm where nobody calls it. */
  async down(): Promise<void> {}
}
