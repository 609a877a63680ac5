import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common'
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import {
  blame,
  encodeCursor,
  listRevisions,
  timeline,
  type Blame,
  type CurrentIncident,
  type Diff,
  type IncidentReads,
} from '#read-model'
import { ref } from '../openapi/ref.js'
import { sendPage } from '../problems/page.js'
import { Problem } from '#service'
import { readQuery, type Query as QueryOf } from '../problems/query.js'
import { POOL, READS, TOPICS } from '../tokens.js'
import { noIncident } from './past.js'

/** Below one incident: how it came to what it is. */
@ApiTags('history')
@Controller('v1/incidents/:id')
@ApiResponse({ status: 404, description: 'No such incident or revision', schema: ref('Problem') })
export class HistoryController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(READS) private readonly reads: IncidentReads,
    @Inject(TOPICS) private readonly topics: TopicNames,
  ) {}

  @Get('revisions')
  @ApiOperation({ summary: 'Every revision, the first one first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiResponse({ status: 200, description: 'A page', schema: ref('RevisionPage') })
  async revisions(
    @Param('id') id: string,
    @Query() given: QueryOf,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = readQuery(given)
    const [limit, after] = [query.limit(), query.cursor(1)]
    query.check()
    const incident = await this.incident(id)
    const items = await listRevisions(this.pool, this.topics.incident, incident.id, Number(after?.[0] ?? 0), limit + 1)
    const shown = items.slice(0, limit)
    const next = items.length > limit ? encodeCursor([shown.at(-1)?.revision ?? 0]) : null
    sendPage(
      request,
      reply,
      shown.map(({ text }) => text),
      next,
    )
  }

  @Get('timeline')
  @ApiOperation({ summary: 'What was said and decided, in the order it was said' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiResponse({ status: 200, description: 'A page', schema: ref('TimelinePage') })
  async timeline(
    @Param('id') id: string,
    @Query() given: QueryOf,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = readQuery(given)
    const [limit, after] = [query.limit(), query.cursor(2)]
    query.check()
    const incident = await this.incident(id)
    const place = after === null ? null : ([String(after[0]), Number(after[1])] as const)
    const items = await timeline(this.pool, this.topics.incident, incident.id, place, limit + 1)
    const shown = items.slice(0, limit)
    const last = items.length > limit ? shown.at(-1) : undefined
    sendPage(
      request,
      reply,
      shown.map((item) => JSON.stringify(item)),
      last === undefined ? null : encodeCursor([last.saidAt, last.revision]),
    )
  }

  @Get('diff')
  @ApiOperation({ summary: 'What changed between two revisions, and which updates did it' })
  @ApiQuery({ name: 'from', required: false, description: 'Default: the revision before `to`; 0 is before the first' })
  @ApiQuery({ name: 'to', required: false, description: 'Default: the current revision' })
  @ApiResponse({ status: 200, description: 'Fact by fact', schema: ref('Diff') })
  async diff(@Param('id') id: string, @Query() given: QueryOf): Promise<Diff> {
    const query = readQuery(given)
    const [from, to] = [query.whole('from', 0, 2 ** 31 - 1), query.whole('to', 0, 2 ** 31 - 1)]
    query.check()
    const incident = await this.incident(id)
    const end = to ?? incident.revision
    const diff = await this.reads.diff(incident.id, from ?? Math.max(0, end - 1), end)
    if (diff === undefined)
      throw new Problem(404, 'DESK_REVISION_UNKNOWN', `there is no such revision; the last one is ${incident.revision}`)
    return diff
  }

  @Get('blame')
  @ApiOperation({ summary: 'Every claim ever made of each fact, and why it stands or does not' })
  @ApiQuery({ name: 'fact', required: false })
  @ApiResponse({ status: 200, description: 'Fact by fact', schema: ref('Blame') })
  async blame(@Param('id') id: string, @Query() given: QueryOf): Promise<Blame> {
    const query = readQuery(given)
    const fact = query.text('fact')
    query.check()
    const { facts } = await blame(this.pool, this.topics.incident, (await this.incident(id)).id)
    return { facts: fact === null ? facts : facts.filter((blamed) => blamed.fact === fact) }
  }

  private async incident(name: string): Promise<CurrentIncident> {
    const incident = await this.reads.own(name)
    if (incident === undefined) throw noIncident(name)
    return incident
  }
}
