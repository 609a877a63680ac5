/** What `wireledger publish` may be told. */
export type PublishOptions = {
  readonly provider?: string
  readonly item?: string
  readonly version?: string
  readonly saidAt?: string
  readonly incident?: string
  readonly language?: string
  readonly timeZone?: string
  readonly contentType?: string
  readonly idempotencyKey?: string
  readonly wait?: true
  /** Seconds. */
  readonly timeout: number
  readonly json?: true
}
