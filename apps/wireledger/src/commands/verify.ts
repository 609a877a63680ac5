import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const verifyCommand = (program: Command): Command =>
  withExamples(
    program
      .command('verify')
      .description('prove that every stored revision is the fold of the log, and name the first that is not')
      .option('--json', 'print the result as one JSON document')
      .action(async (options: { json?: true }) => {
        const { verify } = await import('../replay/verify.js')
        await verify(options)
      }),
    ['wireledger verify', 'wireledger verify --json | jq .mismatches'],
  )
