import { freshDatabase } from './database.js'
import type { Sample } from './measure.js'
import { catchUp } from './measures/catch-up.js'
import { migrate } from './product.js'
import type { Round } from './round.js'

/** Runs some work in a round of its own. */
export const inRound = async (
  given: Pick<Round, 'stack' | 'log' | 'size' | 'memory'>,
  work: (round: Round) => Promise<void>,
): Promise<void> => {
  const database = await freshDatabase(given.stack.databaseUrl)
  try {
    await migrate(database.url)
    let drained: Promise<Sample> | undefined
    const round: Round = { ...given, database, projected: () => (drained ??= catchUp(round)) }
    await work(round)
  } finally {
    await database.drop()
  }
}
