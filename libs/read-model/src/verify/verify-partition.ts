import { openIncident, type Incident } from '#incident'
import { foldChunk } from '../projection/fold-chunk.js'
import type { ProjectedRecord } from '../projection/read-record.js'
import { readRecords, unseen } from '../projection/read-records.js'
import { mismatchLimit, type Mismatch } from '../rebuild/compare.js'
import { compareAside } from './compare-aside.js'
import { compareRevisions } from './compare-revisions.js'
import { compareStates } from './compare-states.js'
import type { PartitionJob } from './partition-job.js'
import { openTally, type Tally } from './tally.js'

export type PartitionProof = { readonly incidents: Iterable<string>; readonly mismatches: readonly Mismatch[] }

/** Folds one partition from its beginning and compares it with the tables, chunk by chunk; then the states it ends in. */
export const verifyPartition = async (job: PartitionJob): Promise<PartitionProof> => {
  const incidents = new Map<string, Incident>()
  const tally = openTally(job.sha256)
  const seen = new Set<string>()
  const mismatches: Mismatch[] = []
  const incidentOf = (id: string): Incident => {
    const incident = incidents.get(id) ?? openIncident(id, job.sha256, job.policy)
    incidents.set(id, incident)
    return incident
  }
  const onBatch = async (records: ProjectedRecord[]): Promise<void> => {
    const found = await verifyRecords(job, records, { seen, tally, incidentOf })
    if (mismatches.length < mismatchLimit) mismatches.push(...found)
    job.onRecords(records.length)
  }
  const options = job.signal === undefined ? {} : { signal: job.signal }
  await job.log.readRange(
    job.topic,
    new Map([[job.partition, 0]]),
    new Map([[job.partition, job.end]]),
    onBatch,
    options,
  )
  const known = [...incidents.values()].filter(({ revision }) => revision > 0)
  mismatches.push(...(await compareStates(job, known, tally)))
  return { incidents: known.map(({ id }) => id), mismatches }
}

type Folding = { readonly seen: Set<string>; readonly tally: Tally; readonly incidentOf: (id: string) => Incident }

const verifyRecords = async (
  job: PartitionJob,
  records: readonly ProjectedRecord[],
  { seen, tally, incidentOf }: Folding,
): Promise<Mismatch[]> => {
  const first = records[0]?.position.offset ?? 0
  const { events, poisons } = readRecords(records)
  const rows = foldChunk(unseen(events, seen), poisons, incidentOf)
  tally.add(rows)
  job.onAliases(rows.aliases)
  const range = { first, end: first + records.length }
  return [...(await compareRevisions(job, range, rows.revisions)), ...(await compareAside(job, range, rows))].sort(
    byPosition,
  )
}

const offsetOf = ({ position }: Mismatch): number => Number(position?.split('/').at(-1) ?? Infinity)
const byPosition = (a: Mismatch, b: Mismatch): number => offsetOf(a) - offsetOf(b)
