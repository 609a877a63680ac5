import type { Incoming, OverruleCommand, RelinkCommand } from '#filing'

export type Problem = { readonly path: string; readonly message: string }

/** Which of the two raw topics a record came from, as the receipts name them. */
export type Source = 'wire' | 'command'

/** What a record turned out to hold. */
export type Content =
  | { readonly kind: 'updates'; readonly updates: readonly Incoming[]; readonly warnings: readonly string[] }
  | { readonly kind: 'command'; readonly command: OverruleCommand }
  | { readonly kind: 'relink'; readonly command: RelinkCommand }
  | {
      readonly kind: 'rejected'
      readonly code: string
      readonly reason: string
      readonly problems: readonly Problem[]
    }

/** One raw record, read and decoded. */
export type RawRecord = {
  readonly offset: number
  /** Broker time, ISO 8601 UTC. */
  readonly receivedAt: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: { readonly [name: string]: Buffer }
  readonly provider: string | null
  readonly contentType: string | null
  readonly content: Content
}

/** A partition of a raw topic. */
export type Place = {
  readonly source: Source
  /** Name of the raw topic. */
  readonly topic: string
  readonly partition: number
}

/** Records of one partition, contiguous from `next`, and who files them. */
export type Chunk = Place & {
  readonly epoch: number
  readonly next: number
  readonly records: readonly RawRecord[]
}

/** A record that is decided on and has to be appended, byte for byte. `headers` values are bytes. */
export type OutgoingRecord = {
  readonly topic: string
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: { readonly [name: string]: Buffer }
}

export type ReceiptStatus = 'waiting' | 'filed' | 'repeat' | 'rejected' | 'quarantined'
export type ReceiptUpdate = { readonly updateId: string | null; readonly incident: string; readonly eventId: string }

export type Receipt = {
  readonly offset: number
  readonly status: ReceiptStatus
  readonly updates: readonly ReceiptUpdate[]
  readonly reason: string | null
  readonly warnings: readonly string[]
}

export type Quarantined = {
  readonly record: RawRecord
  readonly code: string
  readonly reason: string
  readonly problems: readonly Problem[]
}

/** A command that was taken in, so that the same one again is a repeat. */
export type TakenCommand = {
  readonly commandId: string
  readonly position: string
  readonly incident: string | null
  readonly eventId: string | null
}
