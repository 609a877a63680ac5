/**
 * Every fault once, each followed by every invariant: `npm run test:integrity -- [--seed S] [--only a,b] [--fast] [--rate N] [--json FILE]`.
 */
import { faults } from './faults/registry.js'
import type { Fault } from './faults/fault.js'
import { commandOf, namedOf, positive } from './harness/command-line.js'
import { playFaults } from './harness/play.js'
import { publish } from './harness/report.js'
import { onStage } from './harness/stage.js'

const command = commandOf('test:integrity', 'Every fault once, each followed by every invariant.')
  .option('--only <names>', 'these faults, with commas between', namedOf(faults))
  .option('--fast', 'only faults that take seconds, as CI does')
  .option('--rate <updates>', 'how many updates a second are published meanwhile', positive, 250)
  .parse()
type Options = { seed: string; only?: readonly Fault[]; fast?: true; rate: number; json?: string }
const { seed, only = faults, fast, rate, json } = command.opts<Options>()
const left = fast ? only.filter(({ lengthy }) => lengthy !== true) : [...only]

const { campaign, outcome } = await onStage({ seed, rate, brief: true }, (staged) =>
  playFaults(staged, { next: () => left.shift() ?? null, looksEachTime: true }),
)
publish(campaign.tally.report(), json)
if (campaign.isInterrupted()) console.log('interrupted: not every fault was injected')
console.log(`${outcome.passed} passed, ${outcome.failed + (campaign.isInterrupted() ? 1 : 0)} failed`)
process.exit(campaign.isInterrupted() ? 130 : outcome.failed === 0 ? 0 : 1)
