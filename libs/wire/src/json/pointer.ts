/** One step of a path into a document: a key or an index. */
export type Step = string | number

/** A JSON pointer (RFC 6901) to a place in a document; empty for the document itself. */
export const pointerOf = (steps: readonly Step[]): string =>
  steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
