/** `replay --json` (contract §6). */
export type ReplayResult = {
  readonly projection: string
  readonly from: number
  readonly to: number
  readonly events: number
  readonly seconds: number
  readonly eventsPerSecond: number
  readonly identical: boolean
  readonly mismatches: readonly unknown[]
  readonly switched: boolean
}
