import { beginWorld, endWorld, replayTwice, settle, type Campaign } from './campaign.js'
import type { World } from './world.js'

/** How many acknowledged updates a world holds: in a fuller one services come back, and looks at all of it end, ever later. */
const roomFor = 15_000

/** One world after another on the same servers, one at a time. */
export type Worlds = {
  /** Whether the next fault would find a full world. */
  readonly areFull: () => boolean
  /** The world of now, or a fresh one; a full one is looked at for the last time and ended first. */
  readonly withRoom: () => Promise<World>
  /** The world of now, or a fresh one, looked at for the last time: what comes next may break it. */
  readonly lookedAt: () => Promise<World>
  /** Looks at the world of now for the last time and ends it. */
  readonly finish: () => Promise<void>
  /** Ends the world of now as it is. */
  readonly abandon: () => Promise<void>
}

/** `lastLook` is told of every last look: the log replayed twice, and every invariant decided. */
export const openWorlds = (campaign: Campaign, lastLook: (world: World, start: number) => void): Worlds => {
  let world: World | undefined
  let isUsed = false

  const areFull = (): boolean => world !== undefined && world.history.acknowledged() > roomFor
  const abandon = async (): Promise<void> => {
    const ending = world
    world = undefined
    if (ending !== undefined) await endWorld(campaign, ending)
  }
  const look = async (): Promise<void> => {
    if (world === undefined || !isUsed) return
    const start = Date.now()
    await settle(campaign, world, 'replayed-twice', await replayTwice(campaign, world))
    isUsed = false
    lastLook(world, start)
  }
  const finish = async (): Promise<void> => {
    await look()
    await abandon()
  }
  return {
    areFull,
    finish,
    abandon,
    withRoom: async () => {
      if (areFull()) await finish()
      world ??= await beginWorld(campaign)
      isUsed = true
      return world
    },
    lookedAt: async () => {
      await look()
      return (world ??= await beginWorld(campaign))
    },
  }
}
