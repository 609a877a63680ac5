/** One version of a projection as `GET /v1/projections` tells it; `behind` in events, null where it is not followed. */
export type ProjectionStatus = {
  readonly name: string
  readonly version: number
  readonly schema: string
  readonly status: string
  readonly behind: number | null
}
