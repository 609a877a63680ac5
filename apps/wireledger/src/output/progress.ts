import { note } from './print.js'
import { countWords, durationWords } from './time.js'

/** How far a long work is; numbers are events. */
export type Advance = {
  readonly phase: string
  readonly done: number
  readonly total: number
  readonly eventsPerSecond: number
  readonly secondsLeft: number | null
}

export type Progress = { readonly update: (advance: Advance) => void; readonly stop: () => void }

const betweenLinesMs = 1000

/** Progress on stderr: a bar on a terminal, a line a second where there is none. Loads cli-progress only for a bar. */
export const openProgress = async (): Promise<Progress> => (process.stderr.isTTY ? bar() : lines())

const bar = async (): Promise<Progress> => {
  const { default: library } = await import('cli-progress')
  const made = new library.SingleBar(
    {
      format: '{phase} {bar} {percentage}%  {done} of {all} events  {rate} events/s  {left}',
      stream: process.stderr,
      barsize: 20,
      hideCursor: true,
      clearOnComplete: true,
    },
    library.Presets.shades_grey,
  )
  let started = false
  return {
    update: (advance) => {
      const words = wordsOf(advance)
      if (!started) made.start(advance.total, advance.done, words)
      started = true
      made.setTotal(advance.total)
      made.update(advance.done, words)
    },
    stop: () => {
      if (started) made.stop()
      started = false
    },
  }
}

const lines = (): Progress => {
  let last = 0
  let phase = ''
  return {
    update: (advance) => {
      const now = performance.now()
      if (advance.phase === phase && now - last < betweenLinesMs) return
      last = now
      phase = advance.phase
      note(progressLine(advance))
    },
    stop: () => undefined,
  }
}

/** `load: 12,000 of 50,000 events, 24,000 events/s, 1.6 s left`. */
export const progressLine = (advance: Advance): string => {
  const { done, all, rate, left } = wordsOf(advance)
  return `${advance.phase}: ${done} of ${all} events, ${rate} events/s${left === '' ? '' : `, ${left}`}`
}

const wordsOf = ({ phase, done, total, eventsPerSecond, secondsLeft }: Advance) => ({
  phase: phase.padEnd(8),
  done: countWords(done),
  all: countWords(total),
  rate: countWords(eventsPerSecond),
  left: secondsLeft === null || done >= total ? '' : `${durationWords(secondsLeft)} left`,
})
