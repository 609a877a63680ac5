import type { Json } from '#eventing'

/** One item of `GET /v1/quarantine`, and `GET /v1/quarantine/{id}`, as far as the command line looks at it. */
export type QuarantineItem = {
  readonly id: string
  readonly stage?: string
  readonly position: string
  readonly receivedAt: string
  readonly provider?: string | null
  readonly contentType?: string | null
  readonly code?: string | null
  readonly reason: string
  readonly redrivenAt?: string | null
  readonly [more: string]: Json | undefined
}
