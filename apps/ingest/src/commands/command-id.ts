import { hash } from 'node:crypto'
import { v7 } from 'uuid'

/**
 * The id of a command: new every time, or made from its Idempotency-Key, so that a request that is sent again after an
 * unknown outcome is the same command and counts once.
 */
export const commandIdOf = (incident: string, key: string | null): string =>
  key === null ? v7() : hash('sha256', JSON.stringify([incident, key])).slice(0, 32)
