import { Controller, Get, Header, Inject } from '@nestjs/common'
import { ProjectorMetrics } from './projector-metrics.js'

@Controller()
export class MetricsController {
  constructor(@Inject(ProjectorMetrics) private readonly metrics: ProjectorMetrics) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  read(): Promise<string> {
    return this.metrics.registry.metrics()
  }
}
