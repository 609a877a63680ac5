import { pause } from '../harness/patience.js'
import type { Dice } from '../harness/dice.js'
import { httpDoor, kafkaDoor, ndjsonDoor, type Door } from './doors.js'
import type { History } from './history.js'
import { openUpdates, wireledgerType, type Duplicates, type Update } from './updates.js'

export type LoadOptions = {
  readonly dice: Dice
  readonly ingest: string
  readonly brokers: readonly string[]
  readonly topic: string
  readonly history: History
  /** Updates a second, as far as the system takes them. */
  readonly rate: number
  readonly stories: number
}

/** Publishers that go on until stopped: what got no answer is sent again, because that is what makes it safe. */
export type Load = {
  readonly duplicates: Duplicates
  /** Resolves when `more` further updates were acknowledged. */
  readonly acknowledge: (more: number, timeoutMs: number) => Promise<void>
  /** When the last acknowledgement came, in milliseconds since the epoch. */
  readonly lastAcknowledged: () => number
  readonly hold: () => void
  /** Whether, while held, every publisher knows what became of all it has sent, or has given up on it. */
  readonly isAtRest: () => boolean
  readonly goOn: () => void
  /** Sends nothing any more and waits for the answers that are under way. */
  readonly stop: () => Promise<void>
}

type Worker = { readonly door: Door; readonly batch: () => readonly Update[]; readonly share: number }

const retryMs = 150
// What cannot be delivered by then stays unknown: the checker allows it both ways.
const giveUpMs = 90_000

const ofOneProvider = (found: readonly Update[]): readonly Update[] =>
  found.filter(({ provider }) => provider === found[0]?.provider)

export const startLoad = ({ dice, ingest, brokers, topic, history, rate, stories }: LoadOptions): Load => {
  const updates = openUpdates(dice.fork('updates'), stories)
  const sizes = dice.fork('sizes')
  const several = (count: number): readonly Update[] => Array.from({ length: count }, () => updates.next())
  const workers: readonly Worker[] = [
    { door: httpDoor(ingest), batch: () => several(1), share: 0.09 },
    { door: httpDoor(ingest), batch: () => several(1), share: 0.1 },
    { door: httpDoor(ingest), batch: () => [updates.embargoed()], share: 0.01 },
    { door: ndjsonDoor(ingest), batch: () => several(sizes.between(5, 40)), share: 0.5 },
    { door: kafkaDoor(brokers, topic), batch: () => ofOneProvider(several(sizes.between(1, 15))), share: 0.3 },
  ]
  let running = true
  let held = false
  let waiting = 0
  let last = Date.now()

  const note = (
    door: Door,
    batch: readonly Update[],
    outcome: 'ok' | 'info' | 'fail',
    positions: readonly string[],
  ) => {
    const at = Date.now()
    batch.forEach(({ updateId, sha256 }, index) =>
      history.add({ at, door: door.name, updateId, sha256, outcome, position: positions[index] ?? null }),
    )
  }

  const deliver = async (door: Door, batch: readonly Update[]): Promise<void> => {
    for (const deadline = Date.now() + giveUpMs; running && Date.now() < deadline; await pause(retryMs)) {
      const answer = await door.send(batch)
      note(door, batch, answer.outcome, answer.outcome === 'ok' ? answer.positions : [])
      if (answer.outcome === 'info') continue
      if (answer.outcome === 'fail') return history.note({ refused: answer.why })
      last = Date.now()
      for (const update of batch) if (update.contentType === wireledgerType) updates.acknowledged(update)
      return
    }
  }

  const work = async (worker: Worker): Promise<void> => {
    while (running) {
      if (held) {
        await pause(20)
        continue
      }
      const batch = worker.batch()
      const start = Date.now()
      waiting++
      await deliver(worker.door, batch)
      waiting--
      await pause(Math.max(1, start + (batch.length / (rate * worker.share)) * 1000 - Date.now()))
    }
    await worker.door.close()
  }
  const all = Promise.all(workers.map(work))

  return {
    duplicates: updates.duplicates,
    acknowledge: async (more, timeoutMs) => {
      const wanted = history.acknowledged() + more
      for (const deadline = Date.now() + timeoutMs; history.acknowledged() < wanted; await pause(20))
        if (Date.now() > deadline)
          throw new Error(`fewer than ${more} updates were acknowledged in ${timeoutMs / 1000} s`)
    },
    lastAcknowledged: () => last,
    hold: () => {
      held = true
    },
    isAtRest: () => held && waiting === 0,
    goOn: () => {
      held = false
    },
    stop: async () => {
      running = false
      await all
    },
  }
}
