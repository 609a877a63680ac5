/**
 * Every fault once, each followed by every invariant: `npm run test:integrity -- [--seed S] [--only a,b] [--fast] [--rate N] [--json FILE]`.
 */
import { faults } from './faults/registry.js'
import type { Fault } from './faults/fault.js'
import { beginWorld, endWorld, replayTwice, settle, strike, type Campaign } from './harness/campaign.js'
import { commandOf, namedOf, positive } from './harness/command-line.js'
import { onDisks } from './harness/on-disks.js'
import { publish } from './harness/report.js'
import { onStage } from './harness/stage.js'
import type { World } from './harness/world.js'

const command = commandOf('test:integrity', 'Every fault once, each followed by every invariant.')
  .option('--only <names>', 'these faults, with commas between', namedOf(faults))
  .option('--fast', 'only faults that take seconds, as CI does')
  .option('--rate <updates>', 'how many updates a second are published meanwhile', positive, 250)
  .parse()
type Options = { seed: string; only?: readonly Fault[]; fast?: true; rate: number; json?: string }
const { seed, only = faults, fast, rate, json } = command.opts<Options>()
const chosen = fast ? only.filter(({ lengthy }) => lengthy !== true) : only
const fullWorld = 15_000
let [passed, failed] = [0, 0]

const line = (ok: boolean, name: string, start: number, world: World): void => {
  if (ok) passed++
  else failed++
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  console.log(
    `${ok ? 'pass' : 'FAIL'} ${name.padEnd(32)} ${seconds.padStart(5)} s  ${world.history.acknowledged()} acknowledged`,
  )
}

const once = async (campaign: Campaign, world: World, fault: Fault): Promise<boolean> => {
  const start = Date.now()
  const before = campaign.tally.violations()
  await strike(campaign, world, fault)
  if (fault.scope !== 'own') await settle(campaign, world, fault.name)
  const ok = campaign.tally.violations() === before
  line(ok, fault.name, start, world)
  return ok
}

/** Two replays of a world that faults have been through, and its end. */
const finish = async (campaign: Campaign, world: World): Promise<void> => {
  const [start, before] = [Date.now(), campaign.tally.violations()]
  await settle(campaign, world, 'replayed-twice', await replayTwice(campaign, world))
  line(campaign.tally.violations() === before, 'replayed-twice', start, world)
  await endWorld(campaign, world)
}

const play = async (campaign: Campaign): Promise<void> => {
  let world: World | undefined
  for (const fault of chosen) {
    const unable = fault.unable?.() ?? null
    if (unable !== null) {
      console.log(`SKIP ${fault.name}: ${unable}`)
      continue
    }
    if (fault.scope === 'disk') {
      await onDisks(campaign, async (filled) => {
        const small = await beginWorld(filled)
        await once(filled, small, fault)
        await endWorld(filled, small)
      })
      continue
    }
    // In a full world every look at all of it takes long.
    if (world !== undefined && (fault.scope === 'own' || world.history.acknowledged() > fullWorld)) {
      await finish(campaign, world)
      world = undefined
    }
    world ??= await beginWorld(campaign)
    // A world in which something went wrong says nothing about the next fault.
    if (!(await once(campaign, world, fault)) || fault.scope !== 'shared') {
      await endWorld(campaign, world)
      world = undefined
    }
  }
  if (world !== undefined) await finish(campaign, world)
}

const campaign = await onStage({ seed, rate, brief: true }, play)
publish(campaign.tally.report(), json)
console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
