import { decode } from '#wire'
import {
  followNumbers,
  freshStatus,
  isSilent,
  lagSeconds,
  type Gap,
  type SourceItem,
  type SourceSettings,
} from '#source'
import { readWireHeaders } from '../receive/wire-headers.js'
import { sourceHeaders } from './source-headers.js'

/** What is known of one source: its status, and what can be seen in the items it brought. */
export type SourceWatch = ReturnType<typeof watchSource>

export const watchSource = (settings: SourceSettings) => {
  const status = freshStatus()
  const startedAt = Date.now()
  const numbers = followNumbers()
  const seen = { undecodable: 0, missingNumbers: 0 }
  return {
    settings,
    status,
    seen,
    /** Looks into an item that Kafka has: whether filing will quarantine it, and which message numbers are missing before it. */
    look: (item: SourceItem): { readonly undecodable: boolean; readonly gaps: readonly Gap[] } => {
      const decoded = decode(item.bytes, readWireHeaders(sourceHeaders(settings, item)).hints)
      if (decoded.outcome === 'rejected') {
        seen.undecodable++
        return { undecodable: true, gaps: [] }
      }
      const gaps = decoded.updates.flatMap(({ particulars: { messageNumber } }) => {
        const gap = messageNumber === undefined ? null : numbers(messageNumber)
        return gap === null ? [] : [gap]
      })
      seen.missingNumbers += gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0)
      return { undecodable: false, gaps }
    },
    silent: (now: number): boolean =>
      // Who asks it knows; a process that stands by does not.
      status.state !== 'standby' && isSilent(settings.silentAfterMinutes, status.lastItemAt, startedAt, now),
    lag: (now: number): number | null => lagSeconds(status, now),
  }
}
