import type { FastifyReply, FastifyRequest } from 'fastify'

/** Sends one page of a list, and where the next one is, in the body and as a Link header (RFC 8288). */
export const sendPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  items: readonly string[],
  next: string | null,
): void => {
  const url = new URL(request.url, 'http://desk')
  if (next !== null) {
    url.searchParams.set('cursor', next)
    void reply.header('link', `<${url.pathname}${url.search}>; rel="next"`)
  }
  void reply
    .type('application/json; charset=utf-8')
    .send(`{"items":[${items.join(',')}],"next":${JSON.stringify(next)}}`)
}
