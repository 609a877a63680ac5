/** What `wireledger replay` may be told. */
export type ReplayOptions = {
  readonly switch: boolean
  readonly restart?: true
  readonly force?: true
  readonly cancel?: true
  readonly rollback?: true
  readonly json?: true
}
