import type { RevisionItem } from '../doors/answers.js'
import { beginningOf, parseTailStart } from './tail-start.js'

const item = (revision: number, recordedAt: string): RevisionItem => ({
  incident: 'i',
  revision,
  eventId: `e${revision}`,
  eventType: 'UpdateFiled',
  updateId: null,
  position: 'newsroom.incident.v1/0/0',
  saidAt: recordedAt,
  receivedAt: recordedAt,
  recordedAt,
  changes: { beliefs: {} },
  hash: '',
})
const past = [
  item(2, '2026-01-01T00:00:02.000Z'),
  item(1, '2026-01-01T00:00:02.000Z'),
  item(3, '2026-01-01T00:00:03.000Z'),
]
const revisions = (from: string): number[] => beginningOf(parseTailStart(from), past).map((one) => one.revision)

describe('where a tail begins', () => {
  test('start is everything in the order of the log, end is nothing', () => {
    expect(revisions('start')).toEqual([1, 2, 3])
    expect(revisions('end')).toEqual([])
  })

  test('-N is the last N, and @time what was recorded since then, any offset', () => {
    expect(revisions('-2')).toEqual([2, 3])
    expect(revisions('-0')).toEqual([])
    expect(revisions('@2026-01-01T01:00:03+01:00')).toEqual([3])
  })

  test('anything else is wrong usage', () => {
    for (const bad of ['yesterday', '5', '@noon', '--3', '']) {
      expect(() => parseTailStart(bad)).toThrow(expect.objectContaining({ exitCode: 2 }))
    }
  })
})
