export type ReplayPhase = 'load' | 'index' | 'catch up' | 'compare'
export type ReplayProgress = {
  readonly phase: ReplayPhase
  readonly done: number
  readonly total: number
  readonly eventsPerSecond: number
  /** Of the load; null before anything was done. */
  readonly secondsLeft: number | null
}

export type ProgressCounter = {
  enter(phase: ReplayPhase): void
  add(events: number): void
  end(): { events: number; seconds: number; eventsPerSecond: number }
}

/** Counts a replay's events and tells after each chunk how far it is. */
export const startProgress = (
  total: number,
  tell: ((progress: ReplayProgress) => void) | undefined,
): ProgressCounter => {
  const since = performance.now()
  let phase: ReplayPhase = 'load'
  let done = 0
  const seconds = (): number => (performance.now() - since) / 1000
  const report = (): void => {
    const eventsPerSecond = done / seconds()
    const secondsLeft = done === 0 ? null : Math.max(0, total - done) / eventsPerSecond
    tell?.({ phase, done, total: Math.max(total, done), eventsPerSecond, secondsLeft })
  }
  return {
    enter: (entered) => {
      phase = entered
      report()
    },
    add: (events) => {
      done += events
      report()
    },
    end: () => ({ events: done, seconds: seconds(), eventsPerSecond: done / seconds() }),
  }
}
