import { memoryUnavailable } from '../memory/memory-unavailable.js'
import { loadMemory, type SourceMemory } from '../memory/source-memory.js'
import { pause } from '../run/pause.js'
import { waitAfter } from '../run/wait.js'
import type { FeedParts } from './feed-parts.js'
import { openPoll } from './poll-page.js'

/** How soon another process takes over a source, and how soon a page without anything new is followed by the next. */
const standbyMs = 1_000
const knownPageMs = 100
/** An answer that took less was not held open. */
const heldMs = 1_000

/**
 * Polls a feed until the signal ends it. Only one of several processes does so at a time. It begins when its memory can be
 * read; from then on it needs PostgreSQL only to remember across a crash. Never rejects.
 */
export const runFeed = async (parts: FeedParts): Promise<void> => {
  const { settings, status, reporter, signal, leases } = parts
  const everyMs = settings.everySeconds * 1000
  const poll = openPoll(parts)
  let memory: SourceMemory | undefined

  const remembered = async (): Promise<SourceMemory> => {
    try {
      await parts.prepare()
      return await loadMemory(parts.pool, settings.name)
    } catch (error) {
      throw memoryUnavailable(error)
    }
  }

  /** One round, and how long to wait before the next. */
  const round = async (): Promise<number> => {
    const lease = await leases.take(settings.name)
    if (lease === 'other') {
      memory = undefined
      status.state = 'standby'
      return standbyMs
    }
    memory ??= await remembered()
    status.lastItemAt ??= memory.lastItemAt()
    const began = Date.now()
    const { fresh, more } = await poll(memory)
    await memory.save().catch((error: unknown) => reporter.stumbled(memoryUnavailable(error)))
    reporter.succeeded()
    if (more) return fresh > 0 ? 0 : knownPageMs
    const held = settings.kind === 'json-pages' && settings.longPollSeconds > 0 && Date.now() - began >= heldMs
    return held ? 0 : waitAfter(0, everyMs, null, Math.random())
  }

  while (!signal.aborted) {
    let wait: number
    try {
      wait = await round()
    } catch (error) {
      if (signal.aborted) break
      wait = waitAfter(status.failures + 1, everyMs, reporter.failed(error), Math.random())
    }
    status.nextPollAt = Date.now() + wait
    await pause(wait, signal)
  }
  await memory?.save().catch(() => undefined)
  status.state = 'stopped'
}
