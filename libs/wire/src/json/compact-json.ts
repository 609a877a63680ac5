import type { Json } from '#eventing'
import { maxJsonDepth } from '../limits.js'

// Beyond it a document that is not written so in the end would cost too much before that is known.
const longest = 65_536
const largest = 2 ** 53

/**
 * The value of a document that stands there exactly as `JSON.stringify` writes it, as machines write theirs; undefined for
 * any other. What is written back letter by letter holds no key twice and no number that lost something, and without `\u`
 * no NUL and no half of a surrogate pair: nothing that has to be looked for.
 */
export const readCompactJson = (text: string): Json | undefined => {
  if (text.length > longest || !text.startsWith('{"') || text.includes('\\u')) return undefined
  try {
    const value = JSON.parse(text) as Json
    return isHeld(value, 0) && JSON.stringify(value) === text ? value : undefined
  } catch {
    return undefined
  }
}

const isHeld = (value: Json | undefined, depth: number): boolean => {
  if (typeof value === 'number') return Math.abs(value) <= largest
  if (value === null || typeof value !== 'object') return true
  if (depth === maxJsonDepth) return false
  for (const member of Object.values(value as { readonly [key: string]: Json })) {
    if (!isHeld(member, depth + 1)) return false
  }
  return true
}
