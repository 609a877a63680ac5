import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '#service'
import { LOGGER } from '../tokens.js'
import { isOutage } from './database-outage.js'
import { documentOf, notAvailable, Problem } from '#service'

/** Every error of every route as problem+json; what nobody foresaw is logged and told without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const problem = this.problemOf(error, http.getRequest<FastifyRequest>())
    const reply = http.getResponse<FastifyReply>()
    if (reply.sent) return
    void reply
      .status(problem.status)
      .headers({ ...problem.headers, 'content-type': 'application/problem+json; charset=utf-8' })
      .send(JSON.stringify(documentOf(problem)))
  }

  private problemOf(error: unknown, { method, url }: FastifyRequest): Problem {
    if (error instanceof Problem) return error
    const path = url.split('?')[0] ?? url
    if (isOutage(error)) return notAvailable('DESK_UNAVAILABLE', 'the database is away; try again in a moment')
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode
    const message = error instanceof Error ? error.message : String(error)
    if (status === 404) return new Problem(404, 'HTTP', `there is nothing at ${path} for ${method}`)
    if (typeof status === 'number' && status >= 400 && status < 500) return new Problem(status, 'HTTP', message)
    this.logger.error({ method, path, error: message, stack: (error as Error).stack }, 'a request failed')
    return new Problem(500, 'DESK_FAILED', 'the request failed; it is in the log of the service')
  }
}
