/** Hands one piece of work over and waits for what comes of it. */
export type Together<Work, Outcome> = (work: Work) => Promise<Outcome>

type Waiting<Work, Outcome> = {
  readonly work: Work
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
}

export type TogetherOptions = {
  /** How much is done at once: of more it takes longer than the round trip that it saves. */
  readonly most: number
  /** How often at the same time; what comes meanwhile makes the next one larger, not their number. */
  readonly atOnce: number
}

/**
 * Does what comes together, or while other work is under way, as one: a round trip costs more than a short statement. Work is
 * always begun after it came, so no answer to a question is older than it would be by itself. `doAll` answers each piece of
 * work in its place.
 */
export const together = <Work, Outcome>(
  doAll: (work: readonly Work[]) => Promise<readonly Outcome[]>,
  { most, atOnce }: TogetherOptions,
): Together<Work, Outcome> => {
  let waiting: Waiting<Work, Outcome>[] = []
  let underWay = 0
  let isDue = false
  const start = (): void => {
    isDue = false
    while (waiting.length > 0 && underWay < atOnce) {
      const some = waiting.slice(0, most)
      waiting = waiting.slice(most)
      underWay += 1
      void settle(some)
    }
  }
  const settle = async (some: readonly Waiting<Work, Outcome>[]): Promise<void> => {
    try {
      const outcomes = await doAll(some.map(({ work }) => work))
      some.forEach(({ resolve }, index) => resolve(outcomes[index] as Outcome))
    } catch (error) {
      for (const { reject } of some) reject(error)
    } finally {
      underWay -= 1
      start()
    }
  }
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({ work, resolve, reject })
      if (isDue || underWay >= atOnce) return
      // After this turn of the event loop, in which more may come.
      isDue = true
      setImmediate(start)
    })
}
