import type { schemas } from './schemas.js'

/** A schema of the document's components. */
export const ref = (name: keyof typeof schemas): { $ref: string } => ({ $ref: `#/components/schemas/${name}` })
