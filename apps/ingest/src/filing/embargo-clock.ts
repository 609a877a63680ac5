import { setTimeout as pause } from 'node:timers/promises'
import type { FilingService } from './filing.service.js'

/** How late an embargo may end, in milliseconds. */
const tickMs = 500

/**
 * The filer's clock: looks again and again for embargoes that are over, until it is stopped. What it misses while the
 * service is down, or PostgreSQL or Kafka away, is due at the next look: the clock is only the trigger.
 */
export const runEmbargoClock = async (
  filing: Pick<FilingService, 'fileDue'>,
  onTrouble: (error: unknown) => void,
  stop: AbortSignal,
): Promise<void> => {
  while (!stop.aborted) {
    try {
      await filing.fileDue(new Date().toISOString())
    } catch (error) {
      onTrouble(error)
    }
    await pause(tickMs, undefined, { signal: stop }).catch(() => undefined)
  }
}
