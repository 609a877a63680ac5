import { join } from 'node:path'
import type { Replay } from '../checker/evidence.js'
import type { Arena, Fault } from '../faults/fault.js'
import { replay } from './cli.js'
import type { Dice } from './dice.js'
import { examine, rest } from './examine.js'
import type { Places } from './places.js'
import type { Tally } from './report.js'
import type { Servers } from './servers.js'
import { openWorld, type World } from './world.js'

/** What a run of faults needs: servers, dice, and someone who counts. */
export type Campaign = {
  readonly seed: string
  readonly dice: Dice
  readonly servers: Servers
  readonly places: Places
  readonly tally: Tally
  readonly root: string
  readonly rate: number
  readonly brief: boolean
  /** The longest that coming back may take, whatever a fault allows; null for what the fault allows. */
  readonly patienceMs: number | null
  /** Whether somebody asked for an early end. */
  readonly isInterrupted: () => boolean
  readonly log: (line: string) => void
}

let worlds = 0
const strikes = new Map<string, number>()

/** The dice of a fault's nth time: the same in every run of a seed, whatever else happens in it and when. */
const diceOf = (dice: Dice, { name }: Fault): Dice => {
  const nth = (strikes.get(name) ?? 0) + 1
  strikes.set(name, nth)
  return dice.fork(`${name}/${nth}`)
}

export const beginWorld = (campaign: Campaign): Promise<World> => {
  const name = `w${process.pid}x${++worlds}`
  const { root, servers, places, rate, log, seed, patienceMs } = campaign
  return openWorld({
    name,
    seed: `${seed}/${worlds}`,
    root,
    servers,
    folder: join(places.kept, name),
    rate,
    log,
    patienceMs,
  })
}

export const endWorld = async ({ tally }: Campaign, world: World): Promise<void> => {
  tally.acknowledged(world.history.acknowledged())
  await world.close()
}

/** Lets one fault happen in a world; what it throws is a violation: the system did not come back. */
export const strike = async ({ dice, brief, tally }: Campaign, world: World, fault: Fault): Promise<void> => {
  world.history.note({ fault: fault.name })
  const arena: Arena = {
    ...{ world, brief, dice: diceOf(dice, fault) },
    count: (times) => tally.fault(fault.name, times),
    measure: tally.measure,
    wrong: (what) => tally.violation(`${fault.name}: ${what}`),
  }
  try {
    await fault.inject(arena)
  } catch (error) {
    tally.violation(`${fault.name}: ${(error as Error).message} (${world.historyFile})`)
  }
}

/** Brings the world to rest and decides every invariant. */
export const settle = async (
  { tally }: Campaign,
  world: World,
  where: string,
  replays: readonly Replay[] = [],
): Promise<void> => {
  try {
    tally.judged(where, await examine(world, replays))
  } catch (error) {
    tally.violation(`${where}: ${(error as Error).message} (${world.historyFile})`)
  }
}

/** Two replays of a world at rest: the second one begins from what the first one made live. Publishers hold still afterwards. */
export const replayTwice = async ({ tally }: Campaign, world: World): Promise<Replay[]> => {
  try {
    // An embargo that ends between two looks would make them differ.
    await rest(world)
    return [await replay(world), await replay(world)]
  } catch (error) {
    tally.violation(`replay: ${(error as Error).message}`)
    return []
  }
}
