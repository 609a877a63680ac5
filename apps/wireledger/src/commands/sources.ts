import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const sourcesCommand = (program: Command): Command =>
  withExamples(
    program
      .command('sources')
      .description('how each watched folder and polled feed is doing')
      .option('--json', 'print one JSON document')
      .action(async (options: { json?: true }) => {
        const { showSources } = await import('../sources/show-sources.js')
        await showSources(options)
      }),
    ['wireledger sources', `wireledger sources --json | jq '.items[] | select(.state == "failing")'`],
  )
