import type { TopicNames } from '#eventing'
import type { LoadPlan, PartitionPlan } from '#read-model'
import { reasonOf } from '../../failure.js'

/** What a load thread is started with: where it reads, where it writes, and into which version. */
export type LoadOrder = {
  readonly url: string
  readonly brokers: readonly string[]
  readonly topics: TopicNames
  readonly plan: LoadPlan
}

/** What the main thread tells a load thread; the next partition only when it has heard of the one before. */
export type LoadCommand =
  | { readonly kind: 'load'; readonly partition: PartitionPlan }
  /** Give up what is under way. */
  | { readonly kind: 'abort' }
  /** Close connections and end; what is under way ends first. */
  | { readonly kind: 'end' }

/** What a load thread answers. */
export type LoadNews =
  | { readonly kind: 'progress'; readonly events: number }
  | { readonly kind: 'loaded' }
  | { readonly kind: 'failed'; readonly failure: PlainFailure }

/** Of an error what must cross between threads: a copy of it would lose the code by which it is told apart. */
export type PlainFailure = {
  readonly name: string
  readonly message: string
  readonly code: string | undefined
  readonly stack: string | undefined
}

export const plainFailure = (error: unknown): PlainFailure => {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const { name, stack } = error instanceof Error ? error : new Error(String(error))
  return { name, message: reasonOf(error), code, stack }
}

/** The error again, with its code, message and stack, though not of its class. */
export const failureOf = ({ message, ...rest }: PlainFailure): Error => Object.assign(new Error(message), rest)
