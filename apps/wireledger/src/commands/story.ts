import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const storyCommand = (program: Command): Command =>
  withExamples(
    program
      .command('story')
      .description('play the Banjska story through the running system, revision by revision')
      .option('--json', 'print NDJSON, one step a line')
      .action(async (options: { json?: true }) => {
        const { findSystem, deskOf, ingestOf } = await import('../system/find-system.js')
        const { tellStory } = await import('../story/tell-story.js')
        const system = findSystem()
        await tellStory({ ingest: ingestOf(system), desk: deskOf(system), ...options })
      }),
    ['wireledger story', 'wireledger story --json | jq .changes'],
  )
