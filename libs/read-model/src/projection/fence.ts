import type { PoolClient } from 'pg'
import { policyNamed, type Policy } from '#incident'
import { pipelined } from './pipelined.js'

/** Class of the advisory locks of projection versions; writers share a version's lock, a switch takes it alone. */
export const versionLock = 741_002

export type Standing =
  | { readonly kind: 'owner'; readonly next: number; readonly policy: Policy }
  /** The version was retired, or another process claimed the partition. */
  | { readonly kind: 'fenced' }

type FenceRow = {
  readonly status: string | null
  readonly policy: string
  readonly next_offset: string | null
  readonly epoch: string | null
}

/**
 * Opens the transaction of a chunk: takes the version's lock with the other writers, then looks who owns the partition
 * and holds its checkpoint, and with which policy the version is folded. They go out together, but are statements of
 * their own: what the last one sees must be later than the lock.
 */
export const enterFence = async (
  client: PoolClient,
  { schema, partition, epoch }: { schema: string; partition: number; epoch: number },
): Promise<Standing> => {
  const [, , { rows }] = await pipelined(client, () => [
    client.query('BEGIN'),
    client.query({
      name: 'lock-version',
      text: 'SELECT pg_advisory_xact_lock_shared($1, $2)',
      values: [versionLock, versionOf(schema)],
    }),
    client.query<FenceRow>({
      name: `fence-${schema}`,
      text: `SELECT v.status, v.policy, c.next_offset, c.epoch FROM ${schema}.checkpoint c
        LEFT JOIN wireledger.projection v ON v.schema = '${schema}' WHERE c.log_partition = $1 FOR UPDATE OF c`,
      values: [partition],
    }),
  ])
  const [row] = rows
  if (row === undefined || row.status === null || row.status === 'retired' || Number(row.epoch) !== epoch)
    return { kind: 'fenced' }
  return { kind: 'owner', next: Number(row.next_offset), policy: policyNamed(row.policy) }
}

/** The number of a version's schema. */
export const versionOf = (schema: string): number => Number(/_p(\d+)$/.exec(schema)?.[1] ?? 0)
