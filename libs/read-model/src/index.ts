export { openDatabase, type DatabaseOptions, type DatabaseRole } from './database.js'
export { claimPartitions, type Claimed } from './projection/claim-partitions.js'
export { openProjection, type Batch, type ChunkReport, type PartitionOwner, type ProjectionOptions, type ProjectionWriter } from './projection/open-projection.js' // prettier-ignore
export type { ProjectedRecord } from './projection/read-record.js'
export { channel } from './projection/write-chunk.js'
export { migrateReadModel, type MigrateOptions } from './schema/migrate.js'
export {
  liveProjection,
  ProjectionError,
  projectionVersions,
  type ProjectionStatus,
  type ProjectionVersion,
} from './schema/registry.js'
export { nextOffsets } from './projection/next-offsets.js'
export { cancelRebuild, dropRetired, rebuildProjection, rollbackProjection, type RebuildOptions, type RebuildResult } from './rebuild/rebuild-projection.js' // prettier-ignore
export type { Mismatch } from './rebuild/compare.js'
export type { ReplayPhase, ReplayProgress } from './rebuild/progress.js'
export type { ReplayLog } from './rebuild/replay-log.js'
export { verifyProjection, type VerifyOptions, type VerifyResult } from './verify/verify-projection.js'
