import type { Reader } from './database-reader.js'

/** How far filing is in a partition of a raw topic; undefined where it has not begun. */
export const filingOffset = async (
  db: Reader,
  topic: 'wire' | 'command',
  partition: number,
): Promise<number | undefined> => {
  const { rows } = await db.query<{ next_offset: string }>({
    name: 'filing-offset',
    text: 'SELECT next_offset FROM filing.checkpoint WHERE topic = $1 AND log_partition = $2',
    values: [topic, partition],
  })
  return rows[0] === undefined ? undefined : Number(rows[0].next_offset)
}
