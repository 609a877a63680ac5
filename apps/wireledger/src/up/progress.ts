import { note } from '../output/print.js'

const seconds = (sinceMs: number): string => `${((Date.now() - sinceMs) / 1000).toFixed(1)} s`

/** Does a step and says on stderr, in one line, what is done and how long it took. */
export const step = async <T>(done: string, work: () => Promise<T>): Promise<T> => {
  const started = Date.now()
  const answer = await work()
  note(`  ${done} (${seconds(started)})`)
  return answer
}
