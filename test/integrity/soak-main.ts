/**
 * Faults at random for as long as you like, in one world after another, each decided on by every invariant:
 * `npm run soak -- --minutes N [--seed S] [--rate N] [--json FILE]`.
 */
import type { Fault } from './faults/fault.js'
import { faults } from './faults/registry.js'
import { beginWorld, endWorld, replayTwice, settle, strike, type Campaign } from './harness/campaign.js'
import { commandOf, positive } from './harness/command-line.js'
import { onDisks } from './harness/on-disks.js'
import { pause } from './harness/patience.js'
import { publish } from './harness/report.js'
import { onStage } from './harness/stage.js'

const command = commandOf('soak', 'Faults at random in one world after another, each followed by every invariant.')
  .option('--minutes <number>', 'for how long', positive, 60)
  .option('--rate <updates>', 'how many updates a second are published meanwhile', positive, 300)
  .parse()
const { seed, minutes, rate, json } = command.opts<{ seed: string; minutes: number; rate: number; json?: string }>()
const end = Date.now() + minutes * 60_000
const faultsARound = 12
const able = faults.filter(({ unable }) => (unable?.() ?? null) === null)
const shared = able.filter(({ scope }) => scope === 'shared')

/** A world, some faults at random with quiet between some of them, one that breaks it at the end, and a verdict. */
const round = async (campaign: Campaign, last: Fault | null): Promise<void> => {
  const world = await beginWorld(campaign)
  const done: string[] = []
  try {
    for (let n = 0; n < faultsARound && Date.now() < end; n++) {
      const fault = campaign.dice.pick(shared)
      done.push(fault.name)
      await strike(campaign, world, fault)
      if (campaign.dice.chance(0.25)) await pause(campaign.dice.between(500, 4000))
    }
    if (last?.scope === 'disk') await strike(campaign, world, last)
    await settle(campaign, world, world.name, campaign.dice.chance(0.3) ? await replayTwice(campaign, world) : [])
    if (last?.scope === 'own') await strike(campaign, world, last)
  } finally {
    await endWorld(campaign, world)
  }
  const { tally, log } = campaign
  log(
    `${world.name}: ${done.join(', ')}${last === null ? '' : `, ${last.name}`}: ${world.history.acknowledged()} acknowledged; ${tally.violations()} violations so far`,
  )
}

const play = async (campaign: Campaign): Promise<void> => {
  for (let n = 1; Date.now() < end; n++) {
    const last = n % 3 === 0 ? campaign.dice.pick(able.filter(({ scope }) => scope !== 'shared')) : null
    if (last?.scope === 'disk') await onDisks(campaign, (filled) => round(filled, last))
    else await round(campaign, last)
  }
}

const campaign = await onStage({ seed, rate, brief: false }, play)
const report = campaign.tally.report()
publish(report, json)
process.exit(report.violations.length === 0 ? 0 : 1)
