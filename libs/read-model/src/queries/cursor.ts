/** An opaque page cursor: where the last page ended. */
export const encodeCursor = (place: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/** The inverse of {@link encodeCursor} for a place of so many parts; undefined for anything else. */
export const decodeCursor = (cursor: string, parts: number): (string | number)[] | undefined => {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const whole = Array.isArray(place) && place.length === parts
    return whole && place.every((part) => typeof part === 'string' || typeof part === 'number') ? place : undefined
  } catch {
    return undefined
  }
}
