import type { SingleBar } from 'cli-progress'
import { note } from './print.js'
import { countWords, durationWords } from './time.js'

export type Progress = {
  /** `done` and `total` in events; `phase` is what is being done, in one or two words. */
  readonly update: (done: number, total: number, phase: string) => void
  readonly stop: () => void
}

const betweenLinesMs = 1000

/** Progress on stderr: a bar on a terminal, a line a second where there is none. Loads cli-progress only for a bar. */
export const openProgress = async (): Promise<Progress> =>
  process.stderr.isTTY ? barOf((await import('cli-progress')).default) : lines()

const barOf = (library: typeof import('cli-progress')): Progress => {
  const bar: SingleBar = new library.SingleBar({
    format: '{phase} {bar} {percentage}%  {done} of {all} events  {rate} events/s  {left}',
    stream: process.stderr,
    barsize: 24,
    hideCursor: true,
    clearOnComplete: true,
  }, library.Presets.shades_grey) // prettier-ignore
  const pace = paceOf()
  let started = false
  return {
    update: (done, total, phase) => {
      const { rate, left } = pace(done, total)
      const words = { phase: phase.padEnd(10), done: countWords(done), all: countWords(total), rate, left }
      if (!started) bar.start(total, done, words)
      started = true
      bar.setTotal(total)
      bar.update(done, words)
    },
    stop: () => bar.stop(),
  }
}

const lines = (): Progress => {
  const pace = paceOf()
  let last = 0
  let phaseBefore = ''
  return {
    update: (done, total, phase) => {
      const now = performance.now()
      if (phase === phaseBefore && now - last < betweenLinesMs) return
      last = now
      phaseBefore = phase
      const { rate, left } = pace(done, total)
      note(`${phase}: ${countWords(done)} of ${countWords(total)} events, ${rate} events/s, ${left}`)
    },
    stop: () => undefined,
  }
}

// Since the first call, so that a replay that goes on where it was stopped does not count what was done before.
const paceOf = (): ((done: number, total: number) => { rate: string; left: string }) => {
  const start = performance.now()
  let first: number | undefined
  return (done, total) => {
    first ??= done
    const rate = (done - first) / Math.max(0.001, (performance.now() - start) / 1000)
    const left = rate > 0 ? `${durationWords(Math.max(0, total - done) / rate)} left` : 'time left unknown'
    return { rate: countWords(rate), left }
  }
}
