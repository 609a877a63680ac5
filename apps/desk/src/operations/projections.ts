import type { Pool } from 'pg'
import { listProjections, projectedOffsets, type ListedProjection } from '#read-model'

export type PartitionStatus = {
  readonly partition: number
  readonly next: number
  readonly end: number | null
  readonly lag: number | null
}
export type ProjectionReport = ListedProjection & {
  readonly lag: number | null
  readonly partitions: readonly PartitionStatus[]
}

/** How far the live projection is in each partition; end and lag are null where the log does not say. */
export const partitionReports = async (
  pool: Pool,
  ends: ReadonlyMap<number, number> | null,
): Promise<PartitionStatus[]> => {
  const next = await projectedOffsets(pool)
  const partitions = [...new Set([...next.keys(), ...(ends?.keys() ?? [])])].sort((a, b) => a - b)
  return partitions.map((partition) => {
    const end = ends?.get(partition) ?? null
    const at = next.get(partition) ?? 0
    return { partition, next: at, end, lag: end === null ? null : Math.max(0, end - at) }
  })
}

/** Records of the log that are not projected yet; null where the log does not say. */
export const lagOf = (partitions: readonly PartitionStatus[]): number | null =>
  partitions.reduce<number | null>((sum, { lag }) => (sum === null || lag === null ? null : sum + lag), 0)

/** Every version; only the live one's place in the log is followed. */
export const projectionReports = async (
  pool: Pool,
  ends: ReadonlyMap<number, number> | null,
): Promise<ProjectionReport[]> => {
  const [versions, partitions] = await Promise.all([listProjections(pool), partitionReports(pool, ends)])
  return versions.map((version) =>
    version.status === 'live'
      ? { ...version, lag: lagOf(partitions), partitions }
      : { ...version, lag: null, partitions: [] },
  )
}
