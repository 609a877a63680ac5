import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const diffCommand = (program: Command): Command =>
  withExamples(
    program
      .command('diff')
      .description('what changed between two revisions of an incident, and which updates changed it')
      .argument('<incident>', 'incident id or alias')
      .argument('<range>', 'A..B, or A with B as the next argument')
      .argument('[to]', 'the later revision')
      .option('--json', 'print the difference as one JSON document')
      .action(async (incident: string, range: string, to: string | undefined, options: { json?: true }) => {
        const { showDiff } = await import('../views/show-diff.js')
        await showDiff(incident, range, to, options)
      }),
    ['wireledger diff banjska 3..4', 'wireledger diff banjska 1 17 --json'],
  )
