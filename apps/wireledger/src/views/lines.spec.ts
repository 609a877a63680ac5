import { stripVTControlCharacters } from 'node:util'
import type { Belief } from '#incident'
import type { ViewAnswer } from '../doors/answers.js'
import { widthOf } from '../output/cut.js'
import { blameLines } from './blame-lines.js'
import { diffLines } from './diff-lines.js'
import { logLines } from './log-lines.js'
import { parseRange } from './show-diff.js'
import { viewLines } from './view-lines.js'

const injured: Belief = {
  best: 3,
  bestClaim: 'agy-b/0412@1#1',
  low: 1,
  high: 3,
  values: [1, 3],
  claims: ['agy-a/A1@1#1', 'agy-b/0412@1#1'],
  stale: ['agy-x/9@1#0'],
  disputed: true,
  independentSources: 1,
}
const view: ViewAnswer = {
  id: '0199a3f0-7b1c-7000-8000-000000000001',
  aliases: ['banjska'],
  revision: 4,
  title: 'UPDATE 1-Attack in north Kosovo kills police officer, PM blames Belgrade-backed groups',
  policy: 'P1',
  openedAt: '2023-09-24T05:48:00.000Z',
  lastSaidAt: '2023-09-24T06:40:00.000Z',
  lastRecordedAt: '2026-01-01T00:00:00.000Z',
  hash: 'abc',
  beliefs: { 'casualties/injured/police': injured },
  updates: 4,
  providers: ['agy-a', 'agy-b'],
}
const shown = (lines: string[]): string[] => lines.map(stripVTControlCharacters)

describe('an incident for people', () => {
  test('shows who says what is held, its range and its marks, inside the width', () => {
    const speakers = new Map([['agy-b/0412@1#1', { name: 'Kosovo Police', tier: 1 }]])
    for (const width of [60, 100, 140]) {
      const lines = shown(viewLines(view, speakers, width))
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
    }
    const text = shown(viewLines(view, speakers, 100)).join('\n')
    expect(text).toMatch(/injured police +3 +1–3 +Kosovo Police, tier 1 +\+1 +disputed/)
    expect(text).toContain('revision 4, 4 updates by 2 providers, policy P1')
  })

  test('a past view says of what time it is', () => {
    const past = { ...view, revision: null, asOf: '2023-09-24T07:00:00.000Z', knownAt: null }
    const text = shown(viewLines(past, new Map(), 100)).join('\n')
    expect(text).toContain('no recorded revision')
    expect(text).toContain('the past: as said by 2023-09-24 07:00:00Z')
  })
})

describe('log, diff and blame for people', () => {
  test('a revision shows what it changed, on one line or on several', () => {
    const item = {
      revision: 4,
      eventId: 'e',
      eventType: 'UpdateFiled',
      updateId: 'agy-b/0412@1',
      position: 'newsroom.incident.v1/3/42',
      saidAt: '2023-09-24T06:40:00.000Z',
      receivedAt: '2026-01-01T00:00:00.000Z',
      recordedAt: '2026-01-01T00:00:00.000Z',
      changes: { beliefs: { 'casualties/injured/police': injured } },
      hash: 'abc',
    }
    const before = {
      'casualties/injured/police': { ...injured, best: 1, low: 1, high: 1, values: [1], disputed: false },
    }
    expect(shown(logLines({ item, before }, 100, true))).toEqual([
      '   4  2023-09-24 06:40:00Z  agy-b/0412@1  injured police 1 → 3 (1–3, disputed)',
    ])
    expect(shown(logLines({ item, before }, 100, false))).toContain('    injured police 1 → 3 (1–3, disputed)')
  })

  test('a difference names the updates behind it', () => {
    const facts = [{ fact: 'casualties/injured/police', before: null, after: injured, updates: ['agy-b/0412@1'] }]
    expect(shown(diffLines({ from: 1, to: 4, facts }, 100))).toEqual([
      'revision 1 to 4',
      '+ injured police 3 (1–3, disputed)',
      '    by agy-b/0412@1',
    ])
  })

  test('a claim that no longer counts says by what', () => {
    const claim = {
      id: 'agy-d/9@1#0',
      fact: 'casualties/killed/police',
      value: 2,
      speaker: 'unnamed source',
      tier: 5,
      saidAt: '2023-09-24T07:28:00.000Z',
      quote: 'two officers dead',
      status: 'retracted' as const,
      by: 'agy-d/9@2',
    }
    const lines = shown(blameLines({ fact: 'casualties/killed/police', claims: [claim] }, 100))
    expect(lines[1]).toBe('  2023-09-24 07:28:00Z  2  unnamed source, tier 5  [retracted by agy-d/9@2]')
    expect(lines[2]).toBe('      "two officers dead"  agy-d/9@1#0')
  })

  test('revisions are two whole numbers, together or apart', () => {
    expect(parseRange('3..4', undefined)).toEqual({ from: 3, to: 4 })
    expect(parseRange('3', '4')).toEqual({ from: 3, to: 4 })
    for (const [range, to] of [
      ['3', undefined],
      ['3..', undefined],
      ['a', 'b'],
      ['1..2', '3'],
    ] as const) {
      expect(() => parseRange(range, to)).toThrow(expect.objectContaining({ exitCode: 2 }))
    }
  })
})
