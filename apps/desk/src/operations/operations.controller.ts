import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common'
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import { encodeCursor, findQuarantined, listQuarantine, type QuarantinedRecord } from '#read-model'
import { ref } from '../openapi/ref.js'
import { sendPage } from '../problems/page.js'
import { Problem } from '#service'
import { readQuery, type Query as QueryOf } from '../problems/query.js'
import type { LogEnds } from '../signal/log-ends.js'
import { LOG_ENDS } from '../signal/tokens.js'
import { POOL, TOPICS } from '../tokens.js'
import { projectionReports, type ProjectionReport } from './projections.js'

/** What an operator asks: how far the projection is, and what could not be taken in. */
@ApiTags('operations')
@Controller('v1')
export class OperationsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(LOG_ENDS) private readonly ends: LogEnds,
  ) {}

  @Get('projections')
  @ApiOperation({ summary: 'Versions of the projection, and how far the live one is behind the log' })
  @ApiResponse({ status: 200, description: 'Every version', schema: ref('ProjectionPage') })
  async projections(): Promise<{ items: ProjectionReport[]; next: null }> {
    return { items: await projectionReports(this.pool, await this.ends.of(this.topics.incident)), next: null }
  }

  @Get('quarantine')
  @ApiOperation({ summary: 'What could not be decoded, filed or folded, newest first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiResponse({ status: 200, description: 'A page', schema: ref('QuarantinePage') })
  async list(@Query() given: QueryOf, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readQuery(given)
    const [limit, after] = [query.limit(), query.cursor(2)]
    query.check()
    const place = after === null ? null : ([String(after[0]), String(after[1])] as const)
    const items = await listQuarantine(this.pool, place, limit + 1)
    const shown = items.slice(0, limit)
    const last = items.length > limit ? shown.at(-1) : undefined
    sendPage(
      request,
      reply,
      shown.map((item) => JSON.stringify(item)),
      last === undefined ? null : encodeCursor([last.receivedAt, last.id]),
    )
  }

  @Get('quarantine/:id')
  @ApiOperation({ summary: 'One of them, with its bytes' })
  @ApiResponse({ status: 200, description: 'The record', schema: ref('Quarantined') })
  @ApiResponse({ status: 404, description: 'No such record', schema: ref('Problem') })
  async one(@Param('id') id: string): Promise<QuarantinedRecord> {
    const record = await findQuarantined(this.pool, id)
    if (record === undefined)
      throw new Problem(404, 'DESK_QUARANTINE_UNKNOWN', `nothing is quarantined as ${JSON.stringify(id)}`)
    return record
  }
}
