import { stripVTControlCharacters } from 'node:util'
import type { RebuildResult } from '#read-model'
import { widthOf } from '../output/cut.js'
import { progressLine } from '../output/progress.js'
import { resultJson, resultLines } from './result-lines.js'

const result: RebuildResult = {
  projection: 'incident',
  from: 'incident_p1',
  to: 'incident_p2',
  events: 52_341,
  seconds: 2.0004,
  eventsPerSecond: 26_165.3,
  identical: false,
  mismatches: Array.from({ length: 25 }, (_, index) => ({
    incident: 'i-01hq',
    revision: index + 1,
    eventId: '0199a3f0-7b1c-7000-8000-000000000001',
    position: `newsroom.incident.v1/3/${index}`,
    what: 'hash',
  })),
  switched: false,
  policy: 'P1',
  policyBefore: 'P1',
  blockedMs: 12.7,
}

describe('the result of a replay', () => {
  test('as JSON has the keys of the contract, in their order', () => {
    expect(JSON.stringify(Object.keys(resultJson(result)))).toBe(
      '["projection","from","to","events","seconds","eventsPerSecond","identical","mismatches","switched","policy"]',
    )
    expect(resultJson(result)).toMatchObject({ seconds: 2, eventsPerSecond: 26165 })
  })

  test('for people names the first differences and stays inside the width', () => {
    const lines = resultLines(result, 100).map(stripVTControlCharacters)
    expect(lines).toContain(
      '  hash: i-01hq  revision 1  newsroom.incident.v1/3/0  0199a3f0-7b1c-7000-8000-000000000001',
    )
    expect(lines.at(-1)).toBe('  and 5 more')
    expect(lines).toContain('switched    no: readers go on seeing incident_p1')
    expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(100)
  })

  test('says which policy was built, and that under another one the history alone was compared', () => {
    const told = (some: Partial<RebuildResult>): string[] =>
      resultLines({ ...result, mismatches: [], ...some }, 100).map(stripVTControlCharacters)
    expect(told({ identical: true })).toEqual(
      expect.arrayContaining(['policy      P1', 'compared    every hash is identical']),
    )
    expect(told({ identical: true, policy: 'P2' })).toEqual(
      expect.arrayContaining([
        'policy      P2, instead of P1',
        'compared    every revision, event and claim is identical; beliefs go by the policy',
      ]),
    )
    expect(told({ policy: 'P2' })).toContain('compared    the histories differ')
  })

  test('progress is one line with pace and time left', () => {
    const advance = { phase: 'load', done: 12_000, total: 50_000, eventsPerSecond: 24_000, secondsLeft: 1.58 }
    expect(progressLine(advance)).toBe('load: 12,000 of 50,000 events, 24,000 events/s, 1.6 s left')
    expect(progressLine({ ...advance, phase: 'compare', done: 50_000 })).toBe(
      'compare: 50,000 of 50,000 events, 24,000 events/s',
    )
  })
})
