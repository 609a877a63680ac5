export { openDatabase, type DatabaseOptions, type DatabaseRole } from './database.js'
export { claimPartitions, type Claimed } from './projection/claim-partitions.js'
export { openProjection, type Batch, type ChunkReport, type PartitionOwner, type ProjectionOptions, type ProjectionWriter } from './projection/open-projection.js' // prettier-ignore
export type { ProjectedRecord } from './projection/read-record.js'
export { channel } from './projection/write-statement.js'
export { migrateReadModel, type MigrateOptions } from './schema/migrate.js'
export {
  liveProjection,
  ProjectionError,
  projectionVersions,
  type ProjectionStatus,
  type ProjectionVersion,
} from './schema/registry.js'
export { catchUpSearch } from './search/catch-up-search.js'
export { mergeWords } from './search/merge-words.js'
export { nextOffsets } from './projection/next-offsets.js'
export { cancelRebuild, dropRetired, rebuildProjection, rollbackProjection, type RebuildOptions, type RebuildResult } from './rebuild/rebuild-projection.js' // prettier-ignore
export {
  openPartitionLoader,
  type LoadPartitions,
  type LoadPlan,
  type PartitionLoader,
  type PartitionPlan,
} from './rebuild/load-partitions.js'
export type { Mismatch } from './rebuild/compare.js'
export type { ReplayPhase, ReplayProgress } from './rebuild/progress.js'
export type { ReplayLog } from './rebuild/replay-log.js'
export { verifyProjection, type VerifyOptions, type VerifyResult } from './verify/verify-projection.js'
export { blame, type Blame } from './queries/blame.js'
export { ownIncident, type CurrentIncident } from './queries/current-incident.js'
export { decodeCursor, encodeCursor } from './queries/cursor.js'
export type { Diff } from './queries/diff.js'
export { filingOffset } from './queries/filing-offsets.js'
export { findReceipt, parseReceiptId, type ReceiptPlace, type ReceiptView } from './queries/find-receipt.js'
export { findUpdate, rawVeil, type FoundUpdate } from './queries/find-update.js'
export { lastProjected, type LastProjected } from './queries/last-projected.js'
export { listIncidents, type IncidentRow } from './queries/list-incidents.js'
export {
  findQuarantined,
  listQuarantine,
  type QuarantinedRecord,
  type QuarantineItem,
} from './queries/list-quarantine.js'
export { listRevisions } from './queries/list-revisions.js'
export { openIncidentReads, type IncidentReads, type PastWish } from './queries/incident-reads.js'
export {
  projectedOffsets,
  revisionFeed,
  servedPartitions,
  type FeedItem,
  type ServedPartitions,
} from './queries/revision-feed.js'
export type { RevisionItem } from './queries/revision-item.js'
export { timeline, type TimelineItem } from './queries/timeline.js'
export { listProjections, type ListedProjection } from './queries/list-projections.js'
