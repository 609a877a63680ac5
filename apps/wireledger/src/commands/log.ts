import type { Command } from 'commander'
import { wholeNumber } from './option-values.js'
import { withExamples } from './with-examples.js'

export const logCommand = (program: Command): Command =>
  withExamples(
    program
      .command('log')
      .description('every revision of an incident, newest first')
      .argument('<incident>', 'incident id or alias')
      .option('--oneline', 'one line a revision')
      .option('--reverse', 'oldest first')
      .option('-n, --limit <number>', 'no more revisions than this', wholeNumber(1))
      .option('--json', 'print the revisions as one JSON document')
      .action(async (incident: string, options: { oneline?: true; reverse?: true; limit?: number; json?: true }) => {
        const { showLog } = await import('../views/show-log.js')
        await showLog(incident, options)
      }),
    ['wireledger log banjska', 'wireledger log banjska --oneline --reverse', 'wireledger log banjska -n 3 --json'],
  )
