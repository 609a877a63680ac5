import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common'
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import { filingOffset, findReceipt, parseReceiptId, type ReceiptPlace, type ReceiptView } from '#read-model'
import { ref } from '../openapi/ref.js'
import { Problem } from '#service'
import { readQuery, type Query as QueryOf } from '../problems/query.js'
import type { ChangeSignal } from '../signal/change-signal.js'
import type { LogEnds } from '../signal/log-ends.js'
import { CHANGES, LOG_ENDS } from '../signal/tokens.js'
import { POOL, TOPICS } from '../tokens.js'
import { parseWait } from './parse-wait.js'

type ReceiptAnswer = ReceiptView & { readonly id: string; readonly position: string }

const settled = new Set(['projected', 'waiting', 'repeat', 'rejected', 'quarantined'])

/** `/v1/receipts/{id}`: what became of what was published. */
@ApiTags('receipts')
@Controller('v1/receipts')
export class ReceiptsController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(CHANGES) private readonly changes: ChangeSignal,
    @Inject(LOG_ENDS) private readonly ends: LogEnds,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'What became of a published record' })
  @ApiQuery({ name: 'wait', required: false, description: 'Wait so long for it to be settled: 500ms, 5s, at most 30s' })
  @ApiResponse({ status: 200, description: 'The receipt', schema: ref('Receipt') })
  @ApiResponse({ status: 404, description: 'Nothing was published there', schema: ref('Problem') })
  async show(@Param('id') id: string, @Query() given: QueryOf, @Req() request: FastifyRequest): Promise<ReceiptAnswer> {
    const place = parseReceiptId(id)
    if (place === undefined) throw noReceipt(id)
    const query = readQuery(given)
    const wait = query.text('wait')
    const waitMs =
      wait === null ? 0 : (parseWait(wait) ?? query.wrong('wait', 'must be a time such as 500ms or 5s, at most 30s'))
    query.check()
    const gone = new AbortController()
    request.raw.once('close', () => gone.abort())
    return { id, position: this.positionOf(place), ...(await this.settled(id, place, waitMs ?? 0, gone.signal)) }
  }

  private async settled(id: string, place: ReceiptPlace, waitMs: number, gone: AbortSignal): Promise<ReceiptView> {
    const deadline = performance.now() + waitMs
    for (;;) {
      const receipt = (await findReceipt(this.pool, place)) ?? (await this.accepted(id, place))
      const left = deadline - performance.now()
      if (settled.has(receipt.status) || left <= 0 || gone.aborted) return receipt
      await this.changes.next(left, gone)
    }
  }

  /** A record that filing has not come to yet: there is one if the log reaches beyond it. */
  private async accepted(id: string, place: ReceiptPlace): Promise<ReceiptView> {
    const filed = await filingOffset(this.pool, place.topic, place.partition)
    if (filed !== undefined && place.offset < filed) {
      // It was filed between the two looks, or it never was a record.
      const receipt = await findReceipt(this.pool, place)
      if (receipt !== undefined) return receipt
      throw noReceipt(id)
    }
    const topic = this.topics[place.topic]
    const end = (ends: ReadonlyMap<number, number> | null): number | undefined =>
      ends === null ? Infinity : ends.get(place.partition)
    if (
      (end(await this.ends.of(topic)) ?? 0) <= place.offset &&
      (end(await this.ends.of(topic, 0)) ?? 0) <= place.offset
    )
      throw noReceipt(id)
    return { status: 'accepted', updates: [], reason: null, warnings: [] }
  }

  private positionOf({ topic, partition, offset }: ReceiptPlace): string {
    return `${this.topics[topic]}/${partition}/${offset}`
  }
}

const noReceipt = (id: string): Problem =>
  new Problem(404, 'DESK_RECEIPT_UNKNOWN', `there is no receipt ${JSON.stringify(id)}`)
