/** How far the live projection is in one partition of the log of record; `behind` in events. */
export type PartitionLag = {
  readonly partition: number
  readonly next: number
  readonly high: number
  readonly behind: number
}

export type VersionStatus = {
  readonly name: string
  readonly version: number
  readonly schema: string
  readonly status: string
  readonly policy: string
}

export type ProjectionsStatus = {
  readonly versions: readonly VersionStatus[]
  readonly lag: readonly PartitionLag[]
}
