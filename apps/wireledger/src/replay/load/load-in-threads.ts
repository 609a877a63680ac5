import type { LoadPartitions } from '#read-model'
import type { LoadOrder } from './load-messages.js'
import { openLoadThread, type LoadThread } from './load-thread.js'

// Each thread holds the claims of the partition it folds: two of them, as one thread with two lanes did.
const mostThreads = 2

/**
 * Loads partitions in threads of their own, so that reading, folding and encoding use more than one core. The first
 * failure of a thread is the failure of the load, with its code and message, and stops the others.
 */
export const loadInThreads =
  (place: Omit<LoadOrder, 'plan'>): LoadPartitions =>
  async (plan, partitions, { onProgress, signal }) => {
    signal?.throwIfAborted()
    // The largest first: at the end no thread is left alone with one.
    const left = [...partitions].sort((a, b) => b.end - a.end)
    const threads = Array.from({ length: Math.min(mostThreads, left.length) }, () =>
      openLoadThread({ ...place, plan }, onProgress),
    )
    const abort = (): void => {
      for (const thread of threads) thread.abort()
    }
    const lane = async (thread: LoadThread): Promise<void> => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) await thread.load(one)
    }
    signal?.addEventListener('abort', abort)
    try {
      await Promise.all(threads.map(lane))
    } catch (error) {
      abort()
      throw error
    } finally {
      await Promise.all(threads.map((thread) => thread.end()))
      signal?.removeEventListener('abort', abort)
    }
  }
