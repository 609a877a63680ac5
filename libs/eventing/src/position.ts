/** Where a record stands in a log. Comparable only within one partition; offsets are dense and below 2^53. */
export type Position = { readonly topic: string; readonly partition: number; readonly offset: number }

/** `newsroom.incident.v1/3/42`: the form used on every door. */
export const formatPosition = ({ topic, partition, offset }: Position): string => `${topic}/${partition}/${offset}`

/** The inverse of {@link formatPosition}; undefined for any other text. */
export const parsePosition = (text: string): Position | undefined => {
  const parts = /^([A-Za-z0-9._-]+)\/(\d{1,10})\/(\d{1,16})$/.exec(text)
  if (parts === null) return undefined
  return { topic: parts[1] ?? '', partition: Number(parts[2]), offset: Number(parts[3]) }
}
