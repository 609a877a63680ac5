import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common'
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import type { Metrics } from '../metrics/metrics.js'
import { ref } from '../openapi/ref.js'
import { Problem } from '#service'
import { EVENT_LOG, METRICS, POOL, TOPICS } from '../tokens.js'
import { recordsOf, type WireRecord } from './accept-wire.js'
import { appendOrFail } from './append.js'
import { fingerprintOf, readIdempotencyKey } from './idempotency-key.js'
import { once } from './once.js'
import { receiptAnswer, type ReceiptAnswer } from './receipt-answer.js'
import { recordHeaders } from './wire-headers.js'

/** `POST /v1/wire`: the bytes as they came, into the log, and a receipt for each record. */
@ApiTags('publishing')
@Controller('v1/wire')
export class WireController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(POOL) private readonly pool: Pool,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Publish a wire item, or NDJSON of Wireledger updates',
    description:
      'The body is the item, byte for byte, in any known format. 202 comes only after Kafka has acknowledged it.',
  })
  @ApiConsumes('application/vnd.wireledger.update+json', 'application/x-ndjson', 'application/json', 'application/xml', 'text/plain', '*/*') // prettier-ignore
  @ApiBody({ schema: ref('WireledgerUpdate'), required: true })
  @ApiHeader({ name: 'wire-provider', required: false, description: 'Provider code; what the document says wins' })
  @ApiHeader({ name: 'wire-item', required: false, description: 'Identity, for formats that carry none' })
  @ApiHeader({ name: 'wire-version', required: false, description: 'Version, for formats that carry none' })
  @ApiHeader({ name: 'wire-said-at', required: false, description: 'RFC 3339, for formats that carry no time' })
  @ApiHeader({
    name: 'wire-incident',
    required: false,
    description: 'Id or alias of the incident; an unknown name opens one',
  })
  @ApiHeader({ name: 'wire-language', required: false, description: 'BCP 47' })
  @ApiHeader({
    name: 'wire-time-zone',
    required: false,
    description: 'IANA zone of times that have no offset, e.g. Europe/Vienna; a time with one never moves',
  })
  @ApiHeader({
    name: 'idempotency-key',
    required: false,
    description: 'The same key and request again gives the first answer',
  })
  @ApiResponse({ status: 202, description: 'Acknowledged by Kafka', schema: ref('Receipts') })
  @ApiResponse({ status: 400, description: 'Cannot be decoded', schema: ref('Problem') })
  @ApiResponse({ status: 409, description: 'The first request with this key still runs', schema: ref('Problem') })
  @ApiResponse({ status: 413, description: 'Too large', schema: ref('Problem') })
  @ApiResponse({ status: 415, description: 'Unknown content', schema: ref('Problem') })
  @ApiResponse({ status: 422, description: 'The key was used with another request', schema: ref('Problem') })
  @ApiResponse({ status: 503, description: 'Kafka (or, with a key, PostgreSQL) is away', schema: ref('Problem') })
  async receive(
    @Req() request: FastifyRequest,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ): Promise<ReceiptAnswer> {
    const coding = request.headers['content-encoding']
    if (coding !== undefined && coding.toLowerCase() !== 'identity') {
      throw new Problem(
        415,
        'INGEST_ENCODING',
        `content-encoding ${coding} is not supported: send the bytes as they are`,
      )
    }
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const headers = recordHeaders(request.headers)
    const records = recordsOf(this.topics.wire, body, headers)
    const key = readIdempotencyKey(idempotencyKey)
    const answer = await once(
      this.pool,
      key,
      () => fingerprintOf('POST', '/v1/wire', headers, body),
      async () => receiptAnswer('wire', await appendOrFail(this.log, await this.placed(records))),
    )
    this.metrics.received.inc(answer.receipts.length)
    return answer
  }

  /** A record without a key goes where its provider's others go, so that one provider's updates keep their order. */
  private placed(records: readonly WireRecord[]): Promise<WireRecord[]> {
    return Promise.all(
      records.map(async (record) =>
        record.key === null ? { ...record, partition: await this.partitionOf(record) } : record,
      ),
    )
  }

  private async partitionOf({ topic, provider }: WireRecord): Promise<number> {
    // With Kafka away there is no answer; the append that follows says so in its own time.
    const answered = await soon(this.log.partitionFor(topic, provider))
    return answered ?? 0
  }
}

const soonMs = 1_000

const soon = async <Answer>(answer: Promise<Answer>): Promise<Answer | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), soonMs)
  })
  return Promise.race([answer.catch(() => undefined), tooLate]).finally(() => clearTimeout(timer))
}
