import { Inject, Injectable } from '@nestjs/common'
import type { Logger } from 'pino'
import { LOGGER } from '../tokens.js'

/** Says once that something is away and once that it is back, however often it is tried meanwhile. */
@Injectable()
export class Outage {
  private since: number | undefined

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  trouble(error: unknown, where: object | null): void {
    const first = this.since === undefined
    this.since ??= Date.now()
    this.logger[first ? 'warn' : 'debug']({ err: error, ...where }, 'the projection stands still and is tried again')
  }

  over(): void {
    if (this.since === undefined) return
    this.logger.info({ seconds: (Date.now() - this.since) / 1000 }, 'the projection goes on')
    this.since = undefined
  }
}
