import { setTimeout as pause } from 'node:timers/promises'

export { pause }

/** Asks again and again until `check` answers anything but false or throws nothing; past the deadline throws what it saw last. */
export const patiently = async <T>(
  what: string,
  timeoutMs: number,
  check: () => Promise<T | false> | T | false,
  everyMs = 50,
): Promise<T> => {
  const deadline = Date.now() + timeoutMs
  let last = 'the condition stayed false'
  for (;;) {
    try {
      const answer = await check()
      if (answer !== false) return answer
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${what} (${last})`)
    await pause(everyMs)
  }
}

/** Runs `work`, and answers what it gave and how many seconds it took. */
export const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
  const start = performance.now()
  const answer = await work()
  return [answer, (performance.now() - start) / 1000]
}
