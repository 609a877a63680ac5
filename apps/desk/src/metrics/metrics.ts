import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What this service counts, for Prometheus. */
export type Metrics = { readonly registry: Registry; readonly requestSeconds: Histogram<'route' | 'status'> }

export const openMetrics = (lag: () => Promise<number | null>): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'wireledger_desk_' })
  new Gauge({
    registers,
    name: 'wireledger_desk_projection_lag',
    help: 'Records of the log that are not projected yet',
    async collect() {
      const behind = await lag().catch(() => null)
      if (behind === null) this.reset()
      else this.set(behind)
    },
  })
  return {
    registry,
    requestSeconds: new Histogram({
      registers,
      name: 'wireledger_desk_request_seconds',
      help: 'Time until a request was answered',
      labelNames: ['route', 'status'],
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    }),
  }
}

/** Times every request under the pattern of its route, so that no id becomes a label. */
export const timeRequests = (fastify: FastifyInstance, { requestSeconds }: Metrics): void => {
  fastify.addHook('onResponse', (request, reply, done) => {
    requestSeconds.observe(
      { route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
      reply.elapsedTime / 1000,
    )
    done()
  })
}
