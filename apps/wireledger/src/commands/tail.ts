import type { Command } from 'commander'
import { wholeNumber } from './option-values.js'
import { withExamples } from './with-examples.js'

export const tailCommand = (program: Command): Command =>
  withExamples(
    program
      .command('tail')
      .description('follow new revisions as they are projected, of one incident or of all; Ctrl-C ends it')
      .argument('[incident]', 'incident id or alias; all incidents without it')
      .option('--from <where>', 'start, end, -N (the last N), or @time (recorded since)', 'end')
      .option('-n, --count <number>', 'end after this many revisions', wholeNumber(1))
      .option('--json', 'print NDJSON, one revision a line')
      .action(async (incident: string | undefined, options: { from: string; count?: number; json?: true }) => {
        const { tailRevisions } = await import('../tail/tail-revisions.js')
        await tailRevisions(incident, options)
      }),
    [
      'wireledger tail',
      'wireledger tail banjska --from start',
      'wireledger tail banjska --from -5 -n 5',
      'wireledger tail --from @2026-01-01T00:00:00Z --json | jq .updateId',
    ],
  )
