import type { PoolClient } from 'pg'
import { policyNamed, type Policy } from '#incident'
import { arrayOf, types } from '#postgres-binary'
import { pipelined } from './pipelined.js'

/** Class of the advisory locks of projection versions; writers share a version's lock, a switch takes it alone. */
export const versionLock = 741_002

export type Standing =
  | { readonly kind: 'owner'; readonly next: number; readonly policy: Policy }
  /** The version was retired, or another process claimed the partition. */
  | { readonly kind: 'fenced' }

type FenceRow = {
  readonly log_partition: number
  readonly status: string | null
  readonly policy: string
  readonly next_offset: string
  readonly epoch: string
}

/** The partitions of one transaction, and the epochs with which they were claimed. */
export type Owners = readonly { readonly partition: number; readonly epoch: number }[]

/**
 * Opens the transaction of a chunk: takes the version's lock with the other writers, then looks who owns the partitions
 * and holds their checkpoints, and with which policy the version is folded. They go out together, but are statements of
 * their own: what the last one sees must be later than the lock. Checkpoints are locked in the order of partitions, as
 * those who claim them do.
 */
export const enterFence = async (client: PoolClient, schema: string, owners: Owners): Promise<Standing[]> => {
  const [, , { rows }] = await pipelined(client, () => [
    client.query('BEGIN'),
    client.query({
      name: 'lock-version',
      text: 'SELECT pg_advisory_xact_lock_shared($1, $2)',
      values: [versionLock, versionOf(schema)],
    }),
    client.query<FenceRow>({
      name: `fence-${schema}`,
      text: `SELECT c.log_partition, v.status, v.policy, c.next_offset, c.epoch FROM ${schema}.checkpoint c
        LEFT JOIN wireledger.projection v ON v.schema = '${schema}'
        WHERE c.log_partition = ANY ($1::int[]) ORDER BY c.log_partition FOR UPDATE OF c`,
      values: [arrayOf(types.int, owners, ({ partition }) => partition)],
    }),
  ])
  return owners.map(({ partition, epoch }) => {
    const row = rows.find((one) => one.log_partition === partition)
    if (row === undefined || row.status === null || row.status === 'retired' || Number(row.epoch) !== epoch)
      return { kind: 'fenced' }
    return { kind: 'owner', next: Number(row.next_offset), policy: policyNamed(row.policy) }
  })
}

/** The number of a version's schema. */
export const versionOf = (schema: string): number => Number(/_p(\d+)$/.exec(schema)?.[1] ?? 0)
