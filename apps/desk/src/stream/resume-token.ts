/** Next offset by partition: how far a reader of the stream has come. */
export type Vector = Map<number, number>

/** The opaque SSE id: every partition's next offset. Offsets of the log outlive a replay's switch. */
export const encodeToken = (vector: ReadonlyMap<number, number>): string =>
  `1.${[...vector]
    .sort(([a], [b]) => a - b)
    .map(([partition, next]) => `${partition.toString(36)}-${next.toString(36)}`)
    .join('.')}`

/** The inverse of {@link encodeToken}; undefined for any other text. */
export const decodeToken = (token: string): Vector | undefined => {
  if (!/^1\.(?:[0-9a-z]{1,6}-[0-9a-z]{1,11}(?:\.|$))*$/.test(token)) return undefined
  const parts = token
    .slice(2)
    .split('.')
    .filter((part) => part !== '')
  return new Map(
    parts.map((part): [number, number] => {
      const [partition = '', next = ''] = part.split('-')
      return [parseInt(partition, 36), parseInt(next, 36)]
    }),
  )
}
