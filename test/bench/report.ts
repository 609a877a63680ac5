import type { Machine } from './machine.js'
import type { DecodeSpeed } from './measures/decode.js'
import type { Growth } from './measures/growth.js'
import type { Latency } from './measures/latency.js'
import type { Reads } from './measures/reads.js'
import type { Ratios } from './ratios.js'
import type { Rounds } from './rounds.js'

/** What `--json` writes. */
export type Report = Rounds & {
  readonly machine: Machine
  readonly events: number
  readonly ratios: Ratios
  readonly latency: { readonly [rate: string]: Latency }
  readonly reads: Reads
  readonly growth: readonly Growth[]
  readonly decode: { readonly [format: string]: DecodeSpeed }
  readonly memory: { readonly [process: string]: { readonly rssMb: number; readonly peakMb: number } }
}
