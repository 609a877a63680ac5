import { Controller, Headers, HttpCode, Inject, Param, Post, Req } from '@nestjs/common'
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { parseTime, type TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import { isIncidentName } from '#filing'
import { incidentOfName } from '#filing-index'
import { ref } from '../openapi/ref.js'
import { Problem } from '#service'
import { appendOrFail } from '../receive/append.js'
import { fingerprintOf, readIdempotencyKey } from '../receive/idempotency-key.js'
import { once } from '../receive/once.js'
import { receiptAnswer, type ReceiptAnswer } from '../receive/receipt-answer.js'
import { withDatabase } from '../receive/with-database.js'
import { EVENT_LOG, POOL, TOPICS } from '../tokens.js'
import { commandIdOf } from './command-id.js'
import { commandRecordOf } from './command-record.js'
import { expectedRevisionOf } from './if-match.js'
import { readCommandBody } from './read-command-body.js'

/** `POST /v1/incidents/{id}/commands`: what an editor decides, into the command topic; the fold says whether it holds. */
@ApiTags('editing')
@Controller('v1/incidents')
export class CommandsController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(POOL) private readonly pool: Pool,
  ) {}

  @Post(':id/commands')
  @HttpCode(202)
  @ApiOperation({ summary: 'Overrule claims of an incident, merge it into another one, or move items to another one' })
  @ApiParam({ name: 'id', description: 'Incident id or alias' })
  @ApiBody({ schema: ref('IncidentCommand'), required: true })
  @ApiHeader({
    name: 'if-match',
    required: false,
    description: 'The revision the editor saw; a stale one ends as rejected',
  })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'The same key and request again gives the first answer',
  })
  @ApiResponse({ status: 202, description: 'Acknowledged by Kafka', schema: ref('Receipts') })
  @ApiResponse({ status: 400, description: 'Not a command', schema: ref('Problem') })
  @ApiResponse({ status: 404, description: 'There is no such incident', schema: ref('Problem') })
  @ApiResponse({ status: 409, description: 'The first request with this key still runs', schema: ref('Problem') })
  @ApiResponse({ status: 422, description: 'The key was used with another request', schema: ref('Problem') })
  @ApiResponse({ status: 503, description: 'Kafka (or, with a key, PostgreSQL) is away', schema: ref('Problem') })
  async command(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ): Promise<ReceiptAnswer> {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const body = readCommandBody(raw, request.headers['content-type'])
    const expectedRevision = expectedRevisionOf(ifMatch)
    const key = readIdempotencyKey(idempotencyKey)
    const said = { 'if-match': Buffer.from(ifMatch ?? '') }
    const fingerprint = () => fingerprintOf('POST', `/v1/incidents/${id}/commands`, said, raw)
    return once(this.pool, key, fingerprint, async () => {
      const incident = await this.incidentOf(id)
      const saidAt = body.saidAt === undefined ? null : (parseTime(body.saidAt) ?? null)
      const { reason, by } = body
      const decided = { commandId: commandIdOf(id, key), incident, reason, by, saidAt, expectedRevision }
      const record = commandRecordOf(body, decided)
      const value = Buffer.from(JSON.stringify(record))
      const headers = { 'content-type': 'application/json' }
      const positions = await appendOrFail(this.log, [{ topic: this.topics.command, key: incident, value, headers }])
      return receiptAnswer('command', positions)
    })
  }

  // With PostgreSQL away the command is taken on trust: filing rejects it where there is no such incident.
  private async incidentOf(id: string): Promise<string> {
    const unknown = new Problem(404, 'INGEST_INCIDENT_UNKNOWN', `there is no incident ${JSON.stringify(id)}`)
    if (!isIncidentName(id)) throw unknown
    const found = await withDatabase(() => incidentOfName(this.pool, id))
    if (found === undefined) return id
    if (found.value === undefined) throw unknown
    return found.value
  }
}
