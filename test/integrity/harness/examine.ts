import { judge, type Judged } from '../checker/checks.js'
import { gather, type Replay } from '../checker/evidence.js'
import { patiently } from './patience.js'
import type { World } from './world.js'

/** How long a system may take to come to rest after the last fault has ended. */
const restMs = 90_000

/** How long publishers may go on asking: longer than they try before they give up on an answer. */
const answersMs = 110_000

/** How long a reader may see nothing and still be on its way. */
const stalledMs = 10_000

/** Brings a world to rest: publishers hold, everything is filed and projected, no embargo is left, readers have caught up. */
export const rest = async (world: World): Promise<void> => {
  world.load.hold()
  await patiently('publishers have their answers', answersMs, () => world.load.isAtRest())
  await patiently('no embargo is left to end', restMs, async () => {
    const { rows } = await world.probe.pool.query<{ over: boolean }>(
      'SELECT NOT EXISTS (SELECT FROM filing.embargo) AS over',
    )
    return rows[0]?.over === true
  })
  await world.probe.caughtUp(restMs)
  const { rows } = await world.probe.pool.query<{ n: string }>('SELECT count(*) AS n FROM desk.revision')
  const due = Number(rows[0]?.n)
  await untilReadersStop(world.readers, due)
}

/** Waits until every reader has seen `due` revisions or none of them sees any more: what it missed is for the check to tell. */
const untilReadersStop = async (readers: World['readers'], due: number): Promise<void> => {
  const seen = (): number => readers.reduce((sum, reader) => sum + reader.seen.length, 0)
  const isBehind = (): boolean => readers.some((reader) => reader.seen.length < due)
  for (let before = -1; isBehind() && seen() > before;) {
    before = seen()
    await patiently('a reader sees more', stalledMs, () => seen() > before || !isBehind()).catch(() => undefined)
  }
}

/** Lets a world come to rest and decides every invariant on it; publishing goes on afterwards. */
export const examine = async (world: World, replays: readonly Replay[]): Promise<readonly Judged[]> => {
  await rest(world)
  const judged = judge(await gather(world, replays))
  world.load.goOn()
  return judged
}
