import { EventLogError } from './errors.js'
import type { PartitionOffsets } from './log-reader.js'
import type { Where } from './subscribe-options.js'

/** Whether a checkpoint fits this log: before its start history is lost, after its end it is another log's checkpoint. */
export const misfit = (
  { topic, partition }: Where,
  next: number,
  { low, high }: PartitionOffsets,
): EventLogError | undefined => {
  const position = { topic, partition, offset: next }
  if (next < low) {
    return new EventLogError(
      'LOST_HISTORY',
      `${topic}/${partition} begins at ${low}, but ${next} is to be read next: records were deleted`,
      { position },
    )
  }
  if (next > high) {
    return new EventLogError(
      'WRONG_LOG',
      `${topic}/${partition} ends at ${high}, but ${next} is to be read next: this is another log, or a truncated one`,
      {
        position,
      },
    )
  }
  return undefined
}
