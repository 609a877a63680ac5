import { expect, it } from '@jest/globals'
import pg from 'pg'
import { migrateFilingIndex } from '#filing-index'
import { sha256 } from '#incident/testing'
import { migrateReadModel, rebuildProjection } from '#read-model'
import { migrateSources } from '#source'
import { testDatabase } from '#testkit'

it('brings what sources remember up to date while a replay runs', async () => {
  const database = await testDatabase()
  const { url } = database
  try {
    await migrateFilingIndex(url)
    await migrateReadModel(url)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client
      .query('INSERT INTO incident_p1.checkpoint (log_partition, next_offset, epoch) VALUES (0, 1, 1)')
      .finally(() => client.end())
    let migrated: string[] = []
    const log = {
      offsets: () => Promise.resolve([{ partition: 0, low: 0, high: 1 }]),
      readRange: async () => {
        migrated = await migrateSources(url)
        throw new Error('replayed far enough')
      },
    }
    await expect(rebuildProjection({ url, log, topic: 'any', sha256 })).rejects.toThrow('replayed far enough')
    expect(migrated).toEqual(['Sources1764000001000'])
  } finally {
    await database.drop()
  }
})
