import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common'
import { ProgressWatch, type Progress } from '../projection/progress-watch.js'

@Controller('health')
export class HealthController {
  constructor(@Inject(ProgressWatch) private readonly watch: ProgressWatch) {}

  @Get('live')
  live(): { status: string } {
    return { status: 'ok' }
  }

  @Get('ready')
  ready(): Progress {
    const progress = this.watch.now()
    if (!progress.ready) throw new ServiceUnavailableException(progress)
    return progress
  }
}
