import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const upCommand = (program: Command): Command =>
  withExamples(
    program
      .command('up')
      .description('start Kafka, PostgreSQL and the services on this machine; Ctrl-C stops them')
      .option('--story', 'play the Banjska story once everything is up')
      .option('--fresh', 'forget what an earlier run kept')
      .action(async (options: { story?: true; fresh?: true }) => {
        const { runUp } = await import('../up/up.js')
        process.exitCode = await runUp(options)
      }),
    ['wireledger up', 'wireledger up --story --fresh', 'WIRELEDGER_PORT_BASE=8400 wireledger up'],
  )
