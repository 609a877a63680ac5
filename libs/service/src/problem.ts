export type FieldProblem = { readonly path: string; readonly message: string }

/** An RFC 9457 problem document. */
export type ProblemDocument = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly errors: readonly FieldProblem[]
}

const titles: { readonly [status: number]: string } = {
  400: 'Bad request',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Content too large',
  415: 'Unsupported content',
  422: 'Unprocessable content',
  500: 'Internal error',
  503: 'Not available',
}

/** Thrown by handlers and turned into `application/problem+json` by the filter. `code` is stable (docs/errors.md). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly errors: readonly FieldProblem[] = [],
    readonly headers: { readonly [name: string]: string } = {},
  ) {
    super(detail)
    this.name = 'Problem'
  }
}

export const documentOf = ({ status, code, message, errors }: Problem): ProblemDocument => ({
  type: code === 'HTTP' ? 'about:blank' : `urn:wireledger:problem:${code}`,
  title: titles[status] ?? 'Error',
  status,
  detail: message,
  code,
  errors,
})

/** Kafka or PostgreSQL is away: the same request may be sent again after a moment. */
export const notAvailable = (code: string, detail: string): Problem =>
  new Problem(503, code, detail, [], { 'retry-after': '2' })
