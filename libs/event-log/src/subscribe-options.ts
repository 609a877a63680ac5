import type { LogRecord } from './log-record.js'

export type Where = { readonly topic: string; readonly partition: number }

export type Batch = Where & { readonly records: readonly LogRecord[]; readonly highWatermark: number }

/** A record as somebody remembers it; `recordedAt` is the broker's time, ISO 8601 UTC with milliseconds. */
export type LastApplied = { readonly offset: number; readonly recordedAt: string }

export type SubscribeOptions = {
  readonly topics: readonly string[]
  readonly groupId: string
  /** How many partitions are worked on at a time; 1 if not given. */
  readonly lanes?: number
  /**
   * Called with the partitions just assigned, which stand still meanwhile; answers the next offset of each. A throw is reported
   * to `onTrouble` and the call repeated.
   */
  readonly onAssigned: (topic: string, partitions: readonly number[]) => Promise<ReadonlyMap<number, number>>
  /**
   * The last record applied in each of these partitions, where one is remembered. A log that holds another one there is
   * refused (WRONG_LOG): it was deleted and made anew.
   */
  readonly lastApplied?: (topic: string, partitions: readonly number[]) => Promise<ReadonlyMap<number, LastApplied>>
  /**
   * Records are contiguous from the expected offset on. `applied`: they are in the database; `fenced`: somebody else owns the
   * partition. A throw is reported to `onTrouble` and the same records come again, for ever, with a back-off of up to 2 s.
   */
  readonly onBatch: (batch: Batch) => Promise<'applied' | 'fenced'>
  /** The most records of one call of `onBatch`; 1,000 if not given. */
  readonly maxRecords?: number
  readonly onTrouble?: (error: unknown, where: Where | null) => void
  /** Nothing is read any more and only a person or a restart can mend it: the process must exit non-zero. Called once. */
  readonly onFatal: (error: Error) => void
}

export type Lag = Where & { readonly next: number; readonly high: number }

export type Subscription = {
  readonly stop: () => Promise<void>
  /** Of the partitions this member reads; a partition still being assigned is not listed. */
  readonly lag: () => Lag[]
  /** Asks `onAssigned` again for every assigned partition and goes on from there. */
  readonly recheck: () => Promise<void>
}
