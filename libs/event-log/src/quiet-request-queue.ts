import { createRequire } from 'node:module'

type RequestQueue = { pending: readonly unknown[]; throttledUntil: number; scheduleCheckPendingRequests(): void }

/**
 * kafkajs 2.2.4 wakes up every millisecond on every connection that was ever used, to look at a queue that is empty (kafkajs
 * #1704, #1751): 9 % of a core for one idle process. With nothing waiting and no throttling there is nothing to look at.
 */
export const quietRequestQueue = (): void => {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: RequestQueue & { quiet?: true }
  }
  if (prototype.quiet === true) return
  // eslint-disable-next-line @typescript-eslint/unbound-method -- it is called on whatever queue it belongs to
  const { scheduleCheckPendingRequests } = prototype
  prototype.quiet = true
  prototype.scheduleCheckPendingRequests = function () {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) scheduleCheckPendingRequests.call(this)
  }
}
