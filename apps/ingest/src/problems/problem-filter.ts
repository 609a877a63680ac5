import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from '#service'
import { LOGGER } from '../tokens.js'
import { readAway } from './read-away.js'
import { allowedAt } from './allowed-methods.js'
import { documentOf, Problem } from '#service'

/** Every error of every route as problem+json; what nobody foresaw is logged and told without its inside. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    const request = http.getRequest<FastifyRequest>()
    const problem = this.problemOf(error, request)
    const answer = (): void =>
      void http
        .getResponse<FastifyReply>()
        .status(problem.status)
        .headers({ ...problem.headers, 'content-type': 'application/problem+json; charset=utf-8' })
        .send(JSON.stringify(documentOf(problem)))
    // A client that is still sending would meet a closed connection instead of the answer.
    if (problem.status === 413) readAway(request.raw, answer)
    else answer()
  }

  private problemOf(error: unknown, { method, url }: FastifyRequest): Problem {
    if (error instanceof Problem) return error
    const path = url.split('?')[0] ?? url
    const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown }).statusCode
    const message = error instanceof Error ? error.message : String(error)
    const allowed = status === 404 ? allowedAt(path) : undefined
    if (allowed !== undefined) {
      return new Problem(405, 'HTTP', `${method} is not allowed at ${path}`, [], { allow: allowed.join(', ') })
    }
    if (status === 404) return new Problem(404, 'HTTP', `there is nothing at ${path}`)
    if (status === 413) return new Problem(413, 'INGEST_TOO_LARGE', 'a request may have 16 MiB')
    if (typeof status === 'number' && status >= 400 && status < 500) return new Problem(status, 'HTTP', message)
    this.logger.error({ method, path, error: message, stack: (error as Error).stack }, 'a request failed')
    return new Problem(500, 'INGEST_FAILED', 'the request failed; it is in the log of the service')
  }
}
