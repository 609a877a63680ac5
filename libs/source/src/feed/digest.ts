import { hash } from 'node:crypto'

/** 128 bits of sha256 in base64url: what is remembered of an entry. */
export const digestOf = (content: Buffer | string): string => hash('sha256', content, 'base64url').slice(0, 22)
