import { EventLogError } from './errors.js'
import { misfit } from './log-check.js'
import { pause } from './pause.js'
import type { Place } from './reading-place.js'
import type { Reading } from './reading.js'
import { openSilence, type Pulse } from './silence.js'

export type Watched = {
  readonly heardAt: () => number
  readonly pulse: () => Pulse
  readonly revive: (why: string) => void
}

const lookEveryMs = 5000
const unheardAfterMs = 60_000

/**
 * Looks at the log from outside the consumer: refuses when it no longer fits, and has a consumer that says nothing replaced; the
 * second time in a row is fatal. A database that is down or slow is no silence: then a batch is under way or an assignment waits.
 */
export const watch = async (reading: Reading, { heardAt, pulse, revive }: Watched): Promise<void> => {
  const { options, stopping, fatal } = reading
  const silence = openSilence()
  let missing = 0
  let revived: string | null = null
  for (;;) {
    await pause(lookEveryMs, stopping)
    if (stopping.aborted) return
    try {
      for (const topic of options.topics) await look(reading, topic)
      missing = 0
    } catch (error) {
      silence.forget()
      if (error instanceof EventLogError && error.code === 'TOPIC_MISSING' && ++missing >= 3) return fatal(error)
      // With the broker away nothing can be said of the consumer.
      continue
    }
    const now = Date.now()
    if (silence.look(reading.places.all(), pulse(), now)) revived = null
    const stuck = await stuckAt(reading, silence.unexplained(now))
    const why = stuck ?? (Date.now() - heardAt() > unheardAfterMs ? 'the coordinator was not heard of for 60 s' : null)
    if (why === null) continue
    if (revived !== null) return fatal(new EventLogError('CONSUMER_SILENT', `The consumer stays silent: ${why}`))
    revived = why
    silence.forget()
    revive(why)
  }
}

const look = async ({ reader, places, fatal }: Reading, topic: string): Promise<void> => {
  // Taken before the question: both move meanwhile.
  const expected = new Map(places.all().map((place) => [place, place.expected]))
  const offsets = new Map((await reader.offsets(topic)).map((one) => [one.partition, one]))
  for (const [place, next] of expected) {
    const now = offsets.get(place.partition)
    if (place.topic !== topic || now === undefined || place.state !== 'reading' || !places.holds(place)) continue
    place.high = Math.max(place.high, now.high)
    const wrong = next < 0 ? undefined : misfit(place, next, now)
    if (wrong !== undefined) fatal(wrong)
  }
}

const stuckAt = async ({ reader }: Reading, places: readonly Place[]): Promise<string | null> => {
  for (const { topic, partition, expected } of places) {
    const { records } = await reader.fetch(topic, partition, expected, 1).catch(() => ({ records: [] }))
    // The end of a publisher's transaction is an offset kafkajs never delivers.
    if (records.some(({ key, value }) => key !== null || value !== null))
      return `${topic}/${partition} stands at ${expected} for 30 s`
  }
  return null
}
