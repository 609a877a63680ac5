import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common'
import { ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { viewJson } from '#incident'
import { encodeCursor, listIncidents, type IncidentReads } from '#read-model'
import { ref } from '../openapi/ref.js'
import { sendPage } from '../problems/page.js'
import { readQuery, type Query as QueryOf } from '../problems/query.js'
import { POOL, READS } from '../tokens.js'
import { etagMatches, etagOf } from './etag.js'
import { noIncident, pastView } from './past.js'

/** `/v1/incidents`: what is believed now, or was at some moment. */
@ApiTags('incidents')
@Controller('v1/incidents')
export class IncidentsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(READS) private readonly reads: IncidentReads,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Incidents, the last recorded first' })
  @ApiQuery({ name: 'q', required: false, description: 'Words in headlines, texts and aliases' })
  @ApiQuery({ name: 'provider', required: false })
  @ApiQuery({ name: 'fact', required: false, description: 'Such as casualties/injured/police' })
  @ApiQuery({ name: 'since', required: false, description: 'Recorded at or after; RFC 3339' })
  @ApiQuery({ name: 'limit', required: false, description: '1 to 200, default 50' })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiResponse({ status: 200, description: 'A page', schema: ref('IncidentPage') })
  @ApiResponse({ status: 400, description: 'A bad parameter', schema: ref('Problem') })
  async list(@Query() given: QueryOf, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const query = readQuery(given)
    const limit = query.limit()
    const after = query.cursor(2)
    const filter = {
      q: query.text('q'),
      provider: query.text('provider'),
      fact: query.text('fact'),
      since: query.time('since'),
    }
    query.check()
    const place = after === null ? null : ([String(after[0]), String(after[1])] as const)
    const rows = await listIncidents(this.pool, { ...filter, limit: limit + 1, after: place })
    const shown = rows.slice(0, limit)
    const last = rows.length > limit ? shown.at(-1) : undefined
    sendPage(
      request,
      reply,
      shown.map(({ body }) => body),
      last === undefined ? null : encodeCursor([last.recorded, last.id]),
    )
  }

  @Get(':id')
  @ApiOperation({ summary: 'One incident by id or alias: now, at a revision, as-of, known-at' })
  @ApiParam({ name: 'id', description: 'Incident id or alias' })
  @ApiQuery({ name: 'revision', required: false })
  @ApiQuery({ name: 'asOf', required: false, description: 'From what had been said by then' })
  @ApiQuery({ name: 'knownAt', required: false, description: 'From what had been recorded by then' })
  @ApiResponse({
    status: 200,
    description:
      'The view; ETag is the revision, and .policy where it is not P1, and .id where another was merged into it',
    schema: ref('Incident'),
  })
  @ApiResponse({ status: 304, description: 'Still the revision of If-None-Match' })
  @ApiResponse({ status: 404, description: 'No such incident or revision', schema: ref('Problem') })
  async show(
    @Param('id') id: string,
    @Query() given: QueryOf,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const query = readQuery(given)
    const wish = {
      revision: query.whole('revision', 0, 2 ** 31 - 1),
      asOf: query.time('asOf'),
      knownAt: query.time('knownAt'),
    }
    if (wish.revision !== null && (wish.asOf !== null || wish.knownAt !== null))
      query.wrong('revision', 'cannot be combined with asOf or knownAt')
    query.check()
    const isPast = wish.revision !== null || wish.asOf !== null || wish.knownAt !== null
    const found = isPast ? textOf(await pastView(this.reads, id, wish)) : await this.reads.current(id)
    if (found === undefined) throw noIncident(id)
    const { revision, policy, isMerger } = found
    if (revision !== null) {
      const etag = etagOf({ revision, policy, mergerId: isMerger ? found.id : null })
      void reply.header('etag', etag)
      if (etagMatches(request.headers['if-none-match'], etag)) return void reply.status(304).send()
    }
    void reply.type('application/json; charset=utf-8').send(found.body)
  }
}

const textOf = ({ view, isMerger }: Awaited<ReturnType<typeof pastView>>) => {
  const { id, revision, policy } = view
  return { id, revision, policy, isMerger, body: viewJson(view) }
}
