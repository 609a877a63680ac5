import { describe, expect, it, test } from '@jest/globals'
import { SourceError } from '../source-error.js'
import { retryAfterMs } from '../fetch/retry-after.js'
import { followNumbers } from './message-numbers.js'
import { publishEach } from './publish-each.js'
import { isSilent } from './silence.js'
import type { SourceItem } from './source-item.js'
import { waitAfter } from './wait.js'

describe('the wait between attempts', () => {
  const status = (retry?: number) =>
    new SourceError('SOURCE_STATUS', '', retry === undefined ? {} : { retryAfterMs: retry })

  it('doubles with each failure up to a quarter of an hour', () => {
    expect([1, 2, 3, 10, 100].map((failures) => waitAfter(failures, 10_000, status(), 0.5))).toEqual([
      20_000, 40_000, 80_000, 900_000, 900_000,
    ])
  })

  it('is spread, so that many do not ask in step', () => {
    expect([0, 0.999].map((dice) => waitAfter(1, 10_000, status(), dice))).toEqual([15_000, 24_990])
    expect([0, 0.999].map((dice) => waitAfter(0, 10_000, null, dice))).toEqual([9_500, 10_499])
  })

  it('is never less than the provider asked for, and short where the provider is not to blame', () => {
    expect(waitAfter(1, 1_000, status(60_000), 0)).toBe(60_000)
    expect(waitAfter(20, 30_000, new SourceError('SOURCE_LOG_UNAVAILABLE', ''), 0.5)).toBe(5_000)
  })
})

test.each([
  ['120', 120_000],
  ['Wed, 25 Nov 2026 12:00:30 GMT', 30_000],
  ['Wed, 25 Nov 2026 11:00:00 GMT', undefined],
  ['999999999', 3_600_000],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After: %s', (header, ms) => {
  expect(retryAfterMs(header, Date.parse('2026-11-25T12:00:00Z'))).toBe(ms)
})

describe('message numbers', () => {
  const gapsOf = (...numbers: string[]) => {
    const follow = followNumbers()
    return numbers.flatMap((number) => follow(number) ?? [])
  }

  it('that are left out are told, a service each', () => {
    expect(gapsOf('V4644', 'dpa 157', 'V4645', 'V4648', 'dpa 158')).toEqual([{ service: 'V', from: 4646, to: 4647 }])
  })

  it('that repeat, come late or begin anew are no gap', () => {
    expect(gapsOf('V4644', 'V4644', 'V4645', 'V4644', 'V9999', 'V0001', 'V0002', 'none', '')).toEqual([])
  })
})

describe('silence', () => {
  it('counts from the last item, or from the start', () => {
    const minute = 60_000
    expect(isSilent(undefined, null, 0, 99 * minute)).toBe(false)
    expect([5, 5.1].map((now) => isSilent(5, null, 0, now * minute))).toEqual([false, true])
    expect(isSilent(5, 3 * minute, 0, 7 * minute)).toBe(false)
  })
})

describe('publishing item by item', () => {
  const items = ['a', 'bad', 'c'].map((label): SourceItem => ({ bytes: Buffer.from(label), contentType: null, label }))

  it('puts aside only the one that can never be taken', async () => {
    const taken: string[] = []
    const outcomes = await publishEach(items, (some) => {
      if (some.some(({ label }) => label === 'bad'))
        return Promise.reject(new SourceError('SOURCE_RECORD_REFUSED', 'too large'))
      taken.push(...some.map(({ label }) => label))
      return Promise.resolve()
    })
    expect([outcomes, taken]).toEqual([
      [null, 'too large', null],
      ['a', 'c'],
    ])
  })

  it('throws what may pass', async () => {
    const away = () => Promise.reject(new SourceError('SOURCE_LOG_UNAVAILABLE', 'away'))
    await expect(publishEach(items, away)).rejects.toMatchObject({ code: 'SOURCE_LOG_UNAVAILABLE' })
  })
})
