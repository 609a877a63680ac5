import type { Place } from './reading-place.js'
import { openSilence } from './silence.js'

const behind = (partition: number, expected = 10): Place => ({
  ...{ topic: 't', partition, state: 'reading', expected, high: 100, work: { now: null } },
})
const seconds = (from: number, to: number, each = 5): number[] =>
  Array.from({ length: (to - from) / each + 1 }, (_, n) => (from + n * each) * 1000)

describe('a partition that stands still', () => {
  it('is silent after 30 s in which the consumer did nothing at all', () => {
    const [silence, place] = [openSilence(), behind(1)]
    for (const now of seconds(100, 125)) {
      silence.look([place], { fetches: 7, delivering: 0 }, now)
      expect(silence.unexplained(now)).toEqual([])
    }
    silence.look([place], { fetches: 7, delivering: 0 }, 130_000)
    expect(silence.unexplained(130_000)).toEqual([place])
  })

  it('is not, however long another one is worked on, for until then nothing is fetched', () => {
    const [silence, place] = [openSilence(), behind(1)]
    for (const now of seconds(100, 900)) {
      silence.look([place], { fetches: 7, delivering: 1 }, now)
      expect(silence.unexplained(now)).toEqual([])
    }
  })

  it('is not where some fetches had no room for it', () => {
    const [silence, place] = [openSilence(), behind(1)]
    seconds(100, 400).forEach((now, fetches) => {
      silence.look([place], { fetches, delivering: 1 }, now)
      expect(silence.unexplained(now)).toEqual([])
    })
  })

  it('is silent where fetch after fetch goes by without it, although others are worked on', () => {
    const [silence, place] = [openSilence(), behind(1)]
    seconds(100, 130).forEach((now, n) => silence.look([place], { fetches: n * 50, delivering: 1 }, now))
    expect(silence.unexplained(130_000)).toEqual([place])
  })

  it('counts anew from where it moves', () => {
    const [silence, place] = [openSilence(), behind(1)]
    const idle = { fetches: 7, delivering: 0 }
    for (const now of seconds(100, 125)) silence.look([place], idle, now)
    place.expected = 11
    expect(silence.look([place], idle, 130_000)).toBe(true)
    expect(silence.unexplained(130_000)).toEqual([])
    silence.look([place], idle, 160_000)
    expect(silence.unexplained(160_000)).toEqual([place])
  })
})
