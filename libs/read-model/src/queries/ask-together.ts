/** Asks one question and waits for its answer. */
export type Ask<Question, Answer> = (question: Question) => Promise<Answer>

type Waiting<Question, Answer> = {
  readonly question: Question
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/** Two cores may work on two statements; what is asked meanwhile makes the next one larger, not their number. */
const atOnce = 2
/**
 * Puts questions that come together, or while others are being answered, into one statement: a round trip costs more than
 * a short read. A question is always asked after it came, so no answer is older than it would be by itself. `askAll`
 * answers every question in its place; of more than `most` a statement takes longer than the round trip that it saves.
 */
export const askTogether = <Question, Answer>(
  askAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most: number,
): Ask<Question, Answer> => {
  let waiting: Waiting<Question, Answer>[] = []
  let underWay = 0
  let isDue = false
  const start = (): void => {
    isDue = false
    while (waiting.length > 0 && underWay < atOnce) {
      const together = waiting.slice(0, most)
      waiting = waiting.slice(most)
      underWay += 1
      void answer(together)
    }
  }
  const answer = async (together: readonly Waiting<Question, Answer>[]): Promise<void> => {
    try {
      const answers = await askAll(together.map(({ question }) => question))
      together.forEach(({ resolve }, index) => resolve(answers[index] as Answer))
    } catch (error) {
      for (const { reject } of together) reject(error)
    } finally {
      underWay -= 1
      start()
    }
  }
  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject })
      if (isDue || underWay >= atOnce) return
      // After this turn of the event loop, in which others may ask too.
      isDue = true
      setImmediate(start)
    })
}
