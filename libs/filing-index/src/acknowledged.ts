import type { Pool } from 'pg'
import { forgetOutgoing, forgetting } from './outgoing.js'
import type { Bound } from './statement.js'

/** What Kafka has acknowledged and is still to be forgotten. */
export type Acknowledged = {
  /** Forgotten with the next transaction, or a moment later where none comes. */
  readonly add: (ids: readonly string[]) => void
  /** Runs work that forgets all of it in passing; where the work fails, all of it is kept. */
  readonly forgotBy: <Result>(
    work: (statements: readonly Bound[]) => Promise<Result>,
    isForgotten: (result: Result) => boolean,
  ) => Promise<Result>
  /** Forgets what is left now. */
  readonly forget: () => Promise<void>
}

/** How long it waits for a transaction that takes it along, which costs less than one of its own. */
const patienceMs = 100

/** Whatever happens to what is kept here, it is at worst appended once more, and the fold drops it by event id. */
export const openAcknowledged = (pool: Pool): Acknowledged => {
  const ids: string[] = []
  let timer: NodeJS.Timeout | undefined

  const start = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      // Where the database is away the next transaction takes it along.
      forget().catch(() => undefined)
    }, patienceMs).unref()
  }
  const forgotBy: Acknowledged['forgotBy'] = async (work, isForgotten) => {
    const taken = ids.splice(0)
    let forgotten = false
    try {
      const result = await work(taken.length === 0 ? [] : [forgetting(taken)])
      forgotten = isForgotten(result)
      return result
    } finally {
      if (!forgotten) ids.push(...taken)
    }
  }
  const forget = (): Promise<void> => {
    const taken = ids.splice(0)
    return forgetOutgoing(pool, taken).catch((error: unknown) => {
      ids.push(...taken)
      throw error
    })
  }
  return {
    add: (more) => {
      ids.push(...more)
      if (ids.length > 0) start()
    },
    forgotBy,
    forget: () => {
      clearTimeout(timer)
      timer = undefined
      return forget()
    },
  }
}
