import { asSourceError, type SourceError } from '../source-error.js'
import type { SourceStatus } from './source-status.js'

/** What whoever runs a source wants to hear of it at once. */
export type Listener = {
  /** `failures`: in a row, from 1; 0 where the source goes on nevertheless. */
  readonly onFailure: (error: SourceError, failures: number) => void
  readonly onPutAside: (label: string, reason: string) => void
  readonly onItems: (count: number) => void
  /** It works again after failures. */
  readonly onRecovery: () => void
}

/** Keeps the status of a source as things happen, and passes them on. */
export type Reporter = {
  readonly sent: (count: number) => void
  readonly putAside: (label: string, reason: string) => void
  readonly succeeded: () => void
  /** Something went wrong that does not keep the rest from going on. */
  readonly stumbled: (error: unknown) => void
  readonly failed: (error: unknown) => SourceError
}

export const reporterOf = (status: SourceStatus, listener: Listener): Reporter => {
  const remember = (error: unknown): SourceError => {
    const failure = asSourceError(error)
    status.lastError = { code: failure.code, message: failure.message, at: Date.now() }
    return failure
  }
  return {
    sent: (count) => {
      if (count === 0) return
      status.items += count
      status.lastItemAt = Date.now()
      listener.onItems(count)
    },
    putAside: (label, reason) => {
      status.putAside++
      listener.onPutAside(label, reason)
    },
    succeeded: () => {
      if (status.failures > 0) listener.onRecovery()
      status.state = 'running'
      status.failures = 0
      status.lastSuccessAt = Date.now()
    },
    stumbled: (error) => listener.onFailure(remember(error), 0),
    failed: (error) => {
      const failure = remember(error)
      status.state = 'failing'
      status.failures++
      listener.onFailure(failure, status.failures)
      return failure
    },
  }
}
