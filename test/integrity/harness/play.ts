import type { Fault } from '../faults/fault.js'
import { beginWorld, endWorld, settle, strike, type Campaign } from './campaign.js'
import { onDisks } from './on-disks.js'
import type { World } from './world.js'
import { openWorlds } from './worlds.js'

/** Which faults come, and when every invariant is decided. */
export type Script = {
  /** The next fault, told whether the world of now is full; null when there is none left. */
  readonly next: (full: boolean) => Fault | null
  /** Whether after each fault, or before a world ends alone. */
  readonly looksEachTime: boolean
}

/** How many faults and last looks went without a violation, and how many did not. */
export type Played = { readonly passed: number; readonly failed: number }

/** Plays the faults of a script in one world after another; an interruption ends it behind the fault under way. */
export const playFaults = async (campaign: Campaign, { next, looksEachTime }: Script): Promise<Played> => {
  const { tally, log } = campaign
  let [passed, failed, before] = [0, 0, 0]

  /** Says how something went; answers whether well. */
  const line = (name: string, start: number, { history }: World): boolean => {
    const ok = tally.violations() === before
    before = tally.violations()
    if (ok) passed++
    else failed++
    const seconds = ((Date.now() - start) / 1000).toFixed(1).padStart(5)
    log(`${ok ? 'pass' : 'FAIL'} ${name.padEnd(32)} ${seconds} s  ${history.acknowledged()} acknowledged`)
    return ok
  }
  const worlds = openWorlds(campaign, (world, start) => line('replayed-twice', start, world))

  /** Lets it happen and, in a world that goes on, looks at what became of it; answers whether all is well. */
  const once = async (within: Campaign, world: World, fault: Fault, looks: boolean): Promise<boolean> => {
    const start = Date.now()
    await strike(within, world, fault)
    if (fault.scope !== 'own' && (looks || tally.violations() > before)) await settle(within, world, fault.name)
    return line(fault.name, start, world)
  }
  const play = async (fault: Fault): Promise<void> => {
    if (fault.scope === 'disk') {
      await worlds.finish()
      await onDisks(campaign, async (filled) => {
        const small = await beginWorld(filled)
        await once(filled, small, fault, true)
        await endWorld(filled, small)
      })
      return
    }
    const world = await (fault.scope === 'own' ? worlds.lookedAt() : worlds.withRoom())
    // A world in which something went wrong says nothing about the next fault.
    if (!(await once(campaign, world, fault, looksEachTime)) || fault.scope === 'own') await worlds.abandon()
  }

  for (let fault = next(false); fault !== null && !campaign.isInterrupted(); fault = next(worlds.areFull())) {
    const unable = fault.unable?.() ?? null
    if (unable === null) await play(fault)
    else log(`SKIP ${fault.name}: ${unable}`)
  }
  await worlds.finish()
  return { passed, failed }
}
