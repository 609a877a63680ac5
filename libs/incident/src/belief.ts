import type { Json } from '#eventing'

/** What is held now of one fact (contract §4). `low` and `high` stand on counts only. Keys are always in this order. */
export type Belief = {
  readonly best: Json
  readonly bestClaim: string | null
  readonly low?: number | null
  readonly high?: number | null
  readonly values: readonly Json[]
  readonly claims: readonly string[]
  readonly stale: readonly string[]
  readonly disputed: boolean
  readonly independentSources: number
}

/** Fact path to belief, in byte order of the paths. */
export type Beliefs = { readonly [fact: string]: Belief }

/**
 * What one revision changed: for each touched fact the belief from now on (null: none any more), and what else of the
 * head moved. The belief before is that of the last revision that touched the fact, so it is not stored twice (ADR 3).
 */
export type Changes = {
  readonly beliefs: { readonly [fact: string]: Belief | null }
  readonly title?: string
  readonly aliases?: readonly string[]
  readonly providers?: readonly string[]
  /** After items were moved out: what is left here. */
  readonly left?: { readonly updates: number; readonly providers: readonly string[] }
  /** The incident that this one is merged into from now on; null: into none any more. */
  readonly mergedInto?: string | null
}

/** The current-state view of one incident, with the keys of `GET /v1/incidents/{id}` in their order. */
export type IncidentView = {
  readonly id: string
  readonly aliases: readonly string[]
  /** Null on an as-of view: that state was never recorded as a revision. */
  readonly revision: number | null
  readonly title: string
  readonly policy: string
  readonly openedAt: string | null
  readonly lastSaidAt: string | null
  readonly lastRecordedAt: string | null
  readonly hash: string | null
  readonly beliefs: Beliefs
  readonly updates: number
  readonly providers: readonly string[]
  /** The incident that everything filed here was moved to. Absent where there is none. */
  readonly mergedInto?: string
}
