import type { Claim, Evidence, FiledUpdate, Particulars } from '#incident'

/** An update as `GET /v1/updates/{updateId}` would show it; what only filing can tell is null. */
export type DecodedUpdate = Omit<FiledUpdate, 'claims' | 'particulars'> &
  Particulars & {
    readonly claims: readonly (Claim & { readonly status: null })[]
    readonly revision: null
    readonly evidence: Evidence
  }

/** One line of `decode --json` (contract §6). `at` names the first place that is wrong, null where it is the whole. */
export type DecodedFile = {
  readonly file: string
  readonly format: string | null
  readonly updates: readonly DecodedUpdate[]
  readonly rejected: { readonly reason: string; readonly at: string | null } | null
  readonly warnings: readonly string[]
}
