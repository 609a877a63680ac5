/** What `wireledger replay` may be told. */
export type ReplayOptions = {
  readonly switch: boolean
  /** Name of the policy to fold with; that of the serving version where none is given. */
  readonly policy?: string
  readonly restart?: true
  readonly force?: true
  readonly cancel?: true
  readonly rollback?: true
  readonly json?: true
}
