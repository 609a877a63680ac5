import type { Dice } from '../harness/dice.js'
import type { World } from '../harness/world.js'

/** Where a fault happens and whom it tells what came of it. */
export type Arena = {
  readonly world: World
  readonly dice: Dice
  /** True in CI: the short form of a fault that can be long. */
  readonly brief: boolean
  /** Counts injected faults; one unless told otherwise. */
  readonly count: (times?: number) => void
  /** Keeps a figure of the recovery under its name, in seconds unless the name says otherwise. */
  readonly measure: (name: string, value: number) => void
  /** Something that must not be, seen by the fault itself. */
  readonly wrong: (what: string) => void
}

/** How long a server stands still: 5 to 60 s, and one time in five alone more than 15. */
export const frozenMs = ({ brief, dice }: Arena, briefMs: number): number => {
  if (brief) return briefMs
  return dice.chance(0.2) ? dice.between(15_000, 60_000) : dice.between(5_000, 15_000)
}

export type Fault = {
  readonly name: string
  /** What is done to the system. */
  readonly does: string
  /**
   * Where it may happen: `shared`, in a world that goes on afterwards; `own`, in a world that is broken afterwards;
   * `disk`, on servers of its own whose disks can be filled.
   */
  readonly scope: 'shared' | 'own' | 'disk'
  /** Whether it takes its time, a minute or more: too long for a run that checks a change. */
  readonly lengthy?: boolean
  /** Why it cannot be injected here; null where it can. */
  readonly unable?: () => string | null
  readonly inject: (arena: Arena) => Promise<void>
}
