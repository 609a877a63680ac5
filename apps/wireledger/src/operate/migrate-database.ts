import { print, printJson } from '../output/print.js'
import { databaseOf, findSystem } from '../system/find-system.js'

/** `wireledger db migrate`: what the filer remembers first, because the readers' views stand on it. */
export const migrateDatabase = async (options: { readonly json?: true }): Promise<void> => {
  const url = databaseOf(findSystem())
  const { migrateFilingIndex } = await import('#filing-index')
  const { migrateReadModel } = await import('#read-model')
  const { migrateSources } = await import('#source')
  const filing = await migrateFilingIndex(url)
  const readModel = await migrateReadModel(url)
  // Last, because the read model makes the roles that it gives rights to.
  const sources = await migrateSources(url)
  const run = [...filing, ...readModel, ...sources]
  if (options.json) return printJson({ run })
  if (run.length === 0) print('the tables are up to date')
  for (const name of run) print(`migrated ${name}`)
}
