import { parsePosition } from '#eventing'

/** What ties together all that comes of one raw record, `wire-3-42`; `otherwise` where its position is none. */
export const correlationOf = (source: 'wire' | 'command', position: string, otherwise: string): string => {
  const at = parsePosition(position)
  return at === undefined ? otherwise : `${source}-${at.partition}-${at.offset}`
}
