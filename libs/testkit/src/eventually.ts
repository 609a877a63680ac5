import { setTimeout as pause } from 'node:timers/promises'

export type EventuallyOptions = {
  /** Default 60 s, as a busy machine may need. */
  readonly timeoutMs?: number
  /** Default 50 ms. */
  readonly everyMs?: number
  /** What is waited for, for the message. */
  readonly until?: string
}

/**
 * Calls `check` until it neither throws nor answers false, and answers what it answered. Past the deadline throws what
 * `check` threw last, so that the report of a failing test shows the last difference seen.
 */
export const eventually = async <T>(
  check: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<Exclude<T, false>> => {
  const timeoutMs = options.timeoutMs ?? 60_000
  const deadline = Date.now() + timeoutMs
  for (;;) {
    let failure: unknown = new Error('the condition stayed false')
    try {
      const answer = await check()
      if (answer !== false) return answer as Exclude<T, false>
    } catch (error) {
      failure = error
    }
    if (Date.now() >= deadline) throw tooLate(failure, timeoutMs, options.until)
    await pause(options.everyMs ?? 50)
  }
}

const tooLate = (failure: unknown, timeoutMs: number, until: string | undefined): Error => {
  const error = failure instanceof Error ? failure : new Error(String(failure))
  error.message = `not within ${timeoutMs / 1000} s${until === undefined ? '' : `: ${until}`}. Last: ${error.message}`
  return error
}
