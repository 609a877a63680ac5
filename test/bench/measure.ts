/** One timed piece of work. `ok` is false where a count or a hash did not come out, and then the rate means nothing. */
export type Sample = {
  readonly events: number
  readonly seconds: number
  readonly nodeUs: number
  readonly ok: boolean
}

/** Runs some work over `events` events and measures its wall time and this process's CPU per event. */
export const measure = async (events: number, work: () => Promise<boolean>): Promise<Sample> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const ok = await work()
  const seconds = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { events, seconds, nodeUs: (user + system) / events, ok }
}

export type Result = {
  /** Events a second: the median over the rounds. */
  readonly rate: number
  readonly min: number
  readonly max: number
  /** CPU of this process, microseconds an event: the median. */
  readonly nodeUs: number
  readonly ok: boolean
}

/** The median of the rounds, with the slowest and the fastest. */
export const resultOf = (samples: readonly Sample[]): Result => {
  const rates = samples.map(({ events, seconds }) => events / seconds)
  return {
    rate: Math.round(median(rates)),
    min: Math.round(Math.min(...rates)),
    max: Math.round(Math.max(...rates)),
    nodeUs: Number(median(samples.map(({ nodeUs }) => nodeUs)).toFixed(1)),
    ok: samples.every(({ ok }) => ok),
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
