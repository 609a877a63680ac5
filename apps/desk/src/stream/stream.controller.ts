import { Controller, Get, Headers, Inject, Param, Query, Res, type OnApplicationShutdown } from '@nestjs/common'
import { ApiHeader, ApiOperation, ApiProduces, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import { ownIncident, projectedOffsets, servedPartitions, type ServedPartitions } from '#read-model'
import { noIncident } from '../incidents/past.js'
import type { Logger } from '#service'
import { readQuery, type Query as QueryOf } from '../problems/query.js'
import type { ChangeSignal } from '../signal/change-signal.js'
import { CHANGES } from '../signal/tokens.js'
import { LOGGER, POOL, TOPICS } from '../tokens.js'
import { openRecentRevisions, type RecentRevisions } from './recent-revisions.js'
import { decodeToken, type Vector } from './resume-token.js'
import { sendStream } from './send-stream.js'

/** Live revisions as server-sent events; a client that comes back with its last id misses nothing. */
@ApiTags('stream')
@ApiHeader({ name: 'last-event-id', required: false, description: 'Goes on behind this event' })
@ApiQuery({
  name: 'after',
  required: false,
  description: 'The same as Last-Event-ID, for clients that cannot set headers',
})
@ApiQuery({ name: 'from', required: false, description: '`start`: from the first revision ever; default: from now on' })
@Controller('v1')
export class StreamController implements OnApplicationShutdown {
  private readonly recent: RecentRevisions
  private readonly open = new Set<FastifyReply>()

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TOPICS) topics: TopicNames,
    @Inject(CHANGES) private readonly changes: ChangeSignal,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.recent = openRecentRevisions(pool, topics.incident)
  }

  @Get('stream')
  @ApiOperation({ summary: 'Every revision as it is made' })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'event: revision' })
  async all(
    @Query() query: QueryOf,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.stream(reply, await this.start(query, last), null)
  }

  @Get('incidents/:id/stream')
  @ApiOperation({ summary: 'Every revision of one incident as it is made' })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'event: revision' })
  async one(
    @Param('id') id: string,
    @Query() query: QueryOf,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const incident = await ownIncident(this.pool, id)
    if (incident === undefined) throw noIncident(id)
    this.stream(reply, await this.start(query, last), incident.id)
  }

  onApplicationShutdown(): void {
    for (const reply of this.open) reply.raw.end()
  }

  private async start(given: QueryOf, last: string | undefined): Promise<Vector> {
    const query = readQuery(given)
    const from = query.text('from')
    if (from !== null && from !== 'start' && from !== 'now') query.wrong('from', 'must be start or now')
    const token = last ?? query.text('after')
    const vector =
      token === null || token === ''
        ? undefined
        : (decodeToken(token) ??
          query.wrong(last === undefined ? 'after' : 'last-event-id', 'is not an id of this stream'))
    query.check()
    if (vector !== undefined && vector !== null) return vector
    return from === 'start' ? new Map() : projectedOffsets(this.pool)
  }

  private stream(reply: FastifyReply, vector: Vector, incident: string | null): void {
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      connection: 'keep-alive',
    })
    response.write('retry: 2000\n\n')
    this.open.add(reply)
    response.once('close', () => this.open.delete(reply))
    const served = (): Promise<ServedPartitions> => servedPartitions(this.pool)
    sendStream(response, vector, incident, { recent: this.recent, changes: this.changes, served }).catch(
      (error: unknown) => {
        // The client comes back with its last id; that is how it rides out an outage of the database.
        this.logger.warn({ error: error instanceof Error ? error.message : String(error) }, 'a stream was cut')
        response.end()
      },
    )
  }
}
