import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const blameCommand = (program: Command): Command =>
  withExamples(
    program
      .command('blame')
      .description('every claim ever made of each fact: who, when, in which words, and what became of it')
      .argument('<incident>', 'incident id or alias')
      .argument('[fact]', 'only this fact, e.g. casualties/killed/police')
      .option('--json', 'print the claims as one JSON document')
      .action(async (incident: string, fact: string | undefined, options: { json?: true }) => {
        const { showBlame } = await import('../views/show-blame.js')
        await showBlame(incident, fact, options)
      }),
    ['wireledger blame banjska', 'wireledger blame banjska casualties/killed/attackers'],
  )
