import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const statusCommand = (program: Command): Command =>
  withExamples(
    program
      .command('status')
      .description('health of the services, lag, projection versions, quarantine')
      .option('--json', 'print one JSON document')
      .action(async (options: { json?: true }) => {
        const { showStatus } = await import('../status/show-status.js')
        await showStatus(options)
      }),
    ['wireledger status', 'wireledger status --json | jq .lag'],
  )
