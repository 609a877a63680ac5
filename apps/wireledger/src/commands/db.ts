import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const dbCommand = (program: Command): Command => {
  const db = program.command('db').description('the database')
  withExamples(
    db
      .command('migrate')
      .description('bring the tables up to date; safe to run again')
      .option('--json', 'print one JSON document')
      .action(async (options: { json?: true }) => {
        const { migrateDatabase } = await import('../operate/migrate-database.js')
        await migrateDatabase(options)
      }),
    ['wireledger db migrate', 'DATABASE_URL=postgres://... wireledger db migrate'],
  )
  return withExamples(db, ['wireledger db migrate'])
}
