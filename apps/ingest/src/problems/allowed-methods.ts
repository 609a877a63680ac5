const routes: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^\/v1\/wire\/?$/, ['POST']],
  [/^\/v1\/incidents\/[^/]+\/commands\/?$/, ['POST']],
  [/^\/(?:health\/(?:live|ready)|metrics|openapi\.json|docs)\/?$/, ['GET', 'HEAD']],
]

/** The methods of a path that exists, so that another method is 405 and not 404. */
export const allowedAt = (path: string): readonly string[] | undefined =>
  routes.find(([pattern]) => pattern.test(path))?.[1]
