/**
 * Faults at random for as long as you like, in one world after another, each decided on by every invariant:
 * `npm run soak -- --minutes N [--seed S] [--rate N] [--json FILE]`. Ctrl-C ends it early, with a verdict all the same.
 */
import type { Fault } from './faults/fault.js'
import { faults } from './faults/registry.js'
import type { Campaign } from './harness/campaign.js'
import { commandOf, positive } from './harness/command-line.js'
import { playFaults, type Script } from './harness/play.js'
import { publish } from './harness/report.js'
import { onStage } from './harness/stage.js'

const command = commandOf(
  'soak',
  'Faults at random in one world after another, each world decided on by every invariant.',
)
  .option('--minutes <number>', 'for how long', positive, 60)
  .option('--rate <updates>', 'how many updates a second are published meanwhile', positive, 150)
  .parse()
const { seed, minutes, rate, json } = command.opts<{ seed: string; minutes: number; rate: number; json?: string }>()
const end = Date.now() + minutes * 60_000
const able = faults.filter(({ unable }) => (unable?.() ?? null) === null)

/** Takes all of them in a random order, and then again in another one: none is left out for long. */
const shuffled = (dice: Campaign['dice'], all: readonly Fault[]): (() => Fault) => {
  const deck: Fault[] = []
  return () => {
    if (deck.length === 0) deck.push(...all)
    const [drawn] = deck.splice(dice.between(0, deck.length - 1), 1)
    if (drawn === undefined) throw new Error('there are no faults')
    return drawn
  }
}

/** Faults that leave a world whole, and when one is full, every third time one that breaks it or needs one of its own. */
const drawn = ({ dice }: Campaign): Script => {
  const whole = shuffled(
    dice.fork('whole'),
    able.filter(({ scope }) => scope === 'shared'),
  )
  const last = shuffled(
    dice.fork('last'),
    able.filter(({ scope }) => scope !== 'shared'),
  )
  let fullWorlds = 0
  const next = (full: boolean): Fault | null => {
    if (Date.now() >= end) return null
    return full && ++fullWorlds % 3 === 1 ? last() : whole()
  }
  return { next, looksEachTime: false }
}

const { campaign } = await onStage({ seed, rate, brief: false }, (staged) => playFaults(staged, drawn(staged)))
const report = campaign.tally.report()
publish(report, json)
process.exit(report.violations.length === 0 ? 0 : 1)
