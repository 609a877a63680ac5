import type { Command } from 'commander'
import { timeOption, wholeNumber } from './option-values.js'
import { withExamples } from './with-examples.js'

export const showCommand = (program: Command): Command =>
  withExamples(
    program
      .command('show')
      .description('what is believed of an incident, and who says so')
      .argument('<incident>', 'incident id or alias')
      .option('--as-of <time>', 'from what had been said by this time (RFC 3339)', timeOption)
      .option('--known-at <time>', 'from what had been recorded by this time (RFC 3339)', timeOption)
      .option('--rev <number>', 'the state after this revision', wholeNumber(1))
      .option('--json', 'print the view as one JSON document')
      .action(async (incident: string, options: { asOf?: string; knownAt?: string; rev?: number; json?: true }) => {
        const { showIncident } = await import('../views/show-incident.js')
        await showIncident(incident, options)
      }),
    [
      'wireledger show banjska',
      'wireledger show banjska --as-of 2023-09-24T07:00:00Z',
      'wireledger show banjska --rev 4 --json | jq .beliefs',
    ],
  )
