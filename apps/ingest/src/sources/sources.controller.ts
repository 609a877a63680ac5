import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger'
import { ref } from '../openapi/ref.js'
import { lineOf, type SourceLine } from './source-line.js'
import { SourcesService } from './sources.service.js'

/** `GET /v1/sources`: how the folders and feeds are doing that this process reads. */
@ApiTags('health')
@Controller('v1/sources')
export class SourcesController {
  constructor(@Inject(SourcesService) private readonly sources: SourcesService) {}

  @Get()
  @ApiOperation({ summary: 'How each watched folder and polled feed is doing, by name' })
  @ApiResponse({ status: 200, description: 'Every configured source', schema: ref('Sources') })
  list(): { items: SourceLine[]; next: null } {
    const now = Date.now()
    return { items: this.sources.watches.map((watch) => lineOf(watch, now)), next: null }
  }
}
