import { claimPartitions } from '../projection/claim-partitions.js'
import type { ProjectionWriter } from '../projection/open-projection.js'
import { liveProjection } from '../schema/registry.js'
import type { TestReadModel } from './read-model.js'
import type { RecordLog } from './records.js'

/** What the projector does: claims the partitions of the live version and applies what the log holds. */
export const projectLog = async (model: TestReadModel, writer: ProjectionWriter, log: RecordLog): Promise<void> => {
  const { schema } = await liveProjection(model.projector)
  for (const [partition, { epoch }] of await claimPartitions(model.projector, schema, [...log.records.keys()])) {
    expect(await writer.apply({ partition, records: log.records[partition] ?? [] }, { schema, epoch })).toBe('applied')
  }
}
