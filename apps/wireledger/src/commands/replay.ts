import type { Command } from 'commander'
import type { ReplayOptions } from '../replay/replay-options.js'
import { withExamples } from './with-examples.js'

export const replayCommand = (program: Command): Command =>
  withExamples(
    program
      .command('replay')
      .description('build the projection again from the log beside the live one, compare, and switch')
      .option('--policy <name>', 'fold with this belief policy instead of the serving one')
      .option('--no-switch', 'build and compare only')
      .option('--restart', 'begin again instead of going on where a stopped replay was')
      .option('--force', 'switch even where the version differs from the live one')
      .option('--cancel', 'drop a replay that was stopped half-way')
      .option('--rollback', 'switch back to the version before the last switch')
      .option('--json', 'print the result as one JSON document')
      .action(async (options: ReplayOptions) => {
        const { replay } = await import('../replay/replay.js')
        await replay(options)
      }),
    [
      'wireledger replay                 rebuild, compare every incident by hash, switch',
      'wireledger replay --no-switch     a rehearsal: build and compare, change nothing',
      'wireledger replay --policy P2     the same history believed under policy P2 (the latest word wins)',
      'wireledger replay --rollback      back to the version before',
    ],
  )
