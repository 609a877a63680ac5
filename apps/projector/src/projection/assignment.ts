import { Inject, Injectable } from '@nestjs/common'
import type { Pool } from 'pg'
import { claimPartitions, lastProjected, liveProjection, type LastProjected, type PartitionOwner } from '#read-model'
import { DATABASE } from '../tokens.js'

/** Which partitions this process projects, into which version and with which epoch. */
@Injectable()
export class Assignment {
  private readonly owners = new Map<number, PartitionOwner>()

  constructor(@Inject(DATABASE) private readonly database: Pool) {}

  /** Claims partitions of the version that is live now, and answers where to go on. After a switch that is a new one. */
  async claim(partitions: readonly number[]): Promise<Map<number, number>> {
    const { schema } = await liveProjection(this.database)
    const claimed = await claimPartitions(this.database, schema, partitions)
    for (const [partition, { epoch }] of claimed) this.owners.set(partition, { schema, epoch })
    return new Map([...claimed].map(([partition, { next }]) => [partition, next]))
  }

  /** The newest record of each partition that left a revision, for telling this log from another one. */
  async lastApplied(partitions: readonly number[]): Promise<Map<number, LastProjected>> {
    const { schema } = await liveProjection(this.database)
    return lastProjected(this.database, schema, partitions)
  }

  ownerOf(partition: number): PartitionOwner | undefined {
    return this.owners.get(partition)
  }
}
