import type { Effect } from '#incident'
import { utc } from './utc.js'

/** An effect as its table keeps it, and as {@link effectColumns} reads it. */
export type EffectRow = {
  readonly kind: Effect['kind']
  readonly target: string | null
  readonly provider: string
  readonly item: string
  readonly version: string | null
  readonly saidAt: string
  readonly cause: string
  readonly reason: string | null
}

export const effectColumns = `kind, target, provider, item, version, ${utc('said_at')} AS "saidAt", cause, reason`

/** An effect as the fold has it. */
export const effectOf = ({ kind, target, provider, item, version, saidAt, cause, reason }: EffectRow): Effect =>
  kind === 'kill'
    ? { kind, victim: { provider, item, version }, saidAt, cause, reason: null }
    : { kind, claim: target ?? '', saidAt, cause, reason }
