export { checkIndex } from './check-index.js'
export { claimFilerPartitions, lastFiled, ownedCheckpoint, type Claimed } from './checkpoint.js'
export type {
  Chunk,
  Content,
  OutgoingRecord,
  Problem,
  RawRecord,
  Receipt,
  ReceiptStatus,
  ReceiptUpdate,
  Source,
} from './chunk.js'
export { fileChunks, type FiledChunks, type Filer } from './file-chunks.js'
export { FilingIndexError, type FilingIndexErrorCode } from './filing-index-error.js'
export { abandonIdempotent, beginIdempotent, finishIdempotent, type Begun } from './idempotency.js'
export { incidentOfName } from './resolve-incident.js'
export { appendLeft, openFiler, type FilerOptions, type PartitionFiler, type RawBatch } from './open-filer.js'
export { forgetOutgoing, leftOutgoing, type Outgoing } from './outgoing.js'
export { firstReceivedHeader, redriveQuarantine } from './redrive.js'
export { migrateFilingIndex } from './schema/migrate.js'
