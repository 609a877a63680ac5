import { parseTime } from '#eventing'
import type { RevisionItem } from '../doors/answers.js'
import { wrongUsage } from '../failure.js'

/** Where a tail begins. */
export type TailStart =
  | { readonly kind: 'end' }
  | { readonly kind: 'start' }
  | { readonly kind: 'last'; readonly count: number }
  | { readonly kind: 'since'; readonly time: string }

/** `start`, `end`, `-N` or `@time`; anything else is wrong usage. */
export const parseTailStart = (text: string): TailStart => {
  if (text === 'end' || text === 'start') return { kind: text }
  if (/^-\d{1,9}$/.test(text)) return { kind: 'last', count: Number(text.slice(1)) }
  const time = text.startsWith('@') ? parseTime(text.slice(1)) : undefined
  if (time === undefined) {
    throw wrongUsage(`--from ${text}: it must be start, end, -N (as in -5) or @time (as in @2026-01-01T00:00:00Z)`)
  }
  return { kind: 'since', time }
}

/** The past revisions a tail begins with, oldest first by the log's own time. */
export const beginningOf = (start: TailStart, past: readonly RevisionItem[]): RevisionItem[] => {
  const ordered = [...past].sort(byRecorded)
  if (start.kind === 'start') return ordered
  if (start.kind === 'last') return start.count === 0 ? [] : ordered.slice(-start.count)
  if (start.kind === 'since') return ordered.filter((item) => item.recordedAt >= start.time)
  return []
}

const byRecorded = (left: RevisionItem, right: RevisionItem): number =>
  left.recordedAt === right.recordedAt ? left.revision - right.revision : left.recordedAt < right.recordedAt ? -1 : 1
