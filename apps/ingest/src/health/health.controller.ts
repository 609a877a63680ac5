import { Controller, Get, Inject, Res } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Readiness } from './readiness.js'

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(@Inject(Readiness) private readonly readiness: Readiness) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers' })
  live(): { status: 'ok' } {
    return { status: 'ok' }
  }

  @Get('ready')
  @ApiOperation({ summary: 'Updates can be received (Kafka), and whether they are being filed (PostgreSQL)' })
  @ApiResponse({ status: 200, description: 'Receiving and filing' })
  @ApiResponse({ status: 503, description: 'Kafka is away, or filing stands still' })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.readiness.report()
    await reply
      .status(report.status === 'ok' ? 200 : 503)
      .type('application/json')
      .send(JSON.stringify(report))
  }
}
