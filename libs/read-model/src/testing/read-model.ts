import type { Pool } from 'pg'
import { testDatabase } from '#testkit'
import { openDatabase } from '../database.js'
import { migrateReadModel } from '../schema/migrate.js'
import { filingTables } from './filing-tables.js'

export type TestReadModel = {
  readonly url: string
  readonly admin: Pool
  readonly projector: Pool
  readonly desk: Pool
  close(): Promise<void>
}

/** A migrated read model in a database of its own, with a pool for each role. */
export const testReadModel = async (): Promise<TestReadModel> => {
  const database = await testDatabase()
  const open = (role?: 'projector' | 'desk'): Pool =>
    openDatabase({ url: database.url, applicationName: 'spec', ...(role === undefined ? {} : { role }) })
  const [admin, projector, desk] = [open(), open('projector'), open('desk')]
  await admin.query(filingTables)
  await migrateReadModel(database.url)
  return {
    url: database.url,
    admin,
    projector,
    desk,
    close: async () => {
      await Promise.all([admin.end(), projector.end(), desk.end()])
      await database.drop()
    },
  }
}
