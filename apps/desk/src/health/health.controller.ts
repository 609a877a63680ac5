import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import type { Pool } from 'pg'
import type { TopicNames } from '#eventing'
import { lagOf, partitionReports } from '../operations/projections.js'
import type { LogEnds } from '../signal/log-ends.js'
import { LOG_ENDS } from '../signal/tokens.js'
import { POOL, TOPICS } from '../tokens.js'

type Part = { readonly status: 'up' | 'down'; readonly reason?: string; readonly lag?: number }

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(LOG_ENDS) private readonly ends: LogEnds,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live(): { status: 'ok' } {
    return { status: 'ok' }
  }

  @Get('ready')
  @ApiOperation({ summary: 'The projection can be read, and how far it is behind the log is known' })
  @ApiResponse({ status: 200, description: 'Both' })
  @ApiResponse({ status: 503, description: 'PostgreSQL is away, or the lag is not known' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const projection = await this.projection()
    await reply
      .status(projection.status === 'up' ? 200 : 503)
      .type('application/json')
      .send(JSON.stringify({ status: projection.status === 'up' ? 'ok' : 'unavailable', projection }))
  }

  private async projection(): Promise<Part> {
    try {
      const lag = lagOf(await partitionReports(this.pool, await this.ends.of(this.topics.incident)))
      return lag === null
        ? { status: 'down', reason: 'Kafka does not answer, so the lag is not known' }
        : { status: 'up', lag }
    } catch (error) {
      return { status: 'down', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}
