import { createHash } from 'node:crypto'

/** Lower-case hex, as the fold wants it. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
