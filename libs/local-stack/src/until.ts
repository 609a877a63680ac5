import { setTimeout as pause } from 'node:timers/promises'

/** Asks `check` again and again until it says yes; false when `timeoutMs` passed without a yes. */
export const until = async (
  check: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 50,
): Promise<boolean> => {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    if (await check()) return true
    if (Date.now() >= deadline) return false
    await pause(everyMs)
  }
}
