import type { Belief } from '#incident'
import { beliefWords } from './belief-words.js'
import { changesBetween, factChange } from './change-words.js'

const count = (best: number | null, values: readonly number[], more: Partial<Belief> = {}): Belief => ({
  best,
  bestClaim: 'a/1@1#0',
  low: best === null ? null : Math.min(...values),
  high: best === null ? null : Math.max(...values),
  values,
  claims: ['a/1@1#0'],
  stale: [],
  disputed: values.length > 1,
  independentSources: 1,
  ...more,
})
const text = (best: string | null, values: readonly string[]): Belief => ({
  best,
  bestClaim: best === null ? null : 'a/1@1#0',
  values,
  claims: ['a/1@1#0'],
  stale: [],
  disputed: values.length > 1,
  independentSources: best === null ? 0 : 1,
})

describe('beliefs in words', () => {
  test('a disputed count shows its range', () => {
    expect(beliefWords(count(3, [1, 3]))).toBe('3 (1–3, disputed)')
    expect(beliefWords(count(1, [1]))).toBe('1')
  })

  test('allegations are never told as held', () => {
    expect(beliefWords(text(null, ['terrorist attack']))).toBe('alleged: terrorist attack')
    expect(beliefWords(text(null, ['x', 'y']))).toBe('alleged, 2 versions: x | y')
    expect(beliefWords(count(null, []))).toBe('nothing held')
  })

  test('a disputed text names what the others say', () => {
    expect(beliefWords(text('sporadic', ['ongoing', 'sporadic']))).toBe('sporadic (disputed: ongoing)')
  })
})

describe('changes of belief in words', () => {
  test('a moved best shows both values', () => {
    expect(factChange('casualties/injured/police', count(1, [1]), count(3, [1, 3]))?.words).toBe(
      'injured police 1 → 3 (1–3, disputed)',
    )
    expect(factChange('activity', text('ongoing', ['ongoing']), text('sporadic', ['sporadic']))?.words).toBe(
      'activity ongoing → sporadic',
    )
  })

  test('a first and a last claim are told', () => {
    expect(factChange('casualties/killed/police', null, count(1, [1]))?.words).toBe('killed police 1')
    expect(factChange('casualties/killed/police', count(2, [2]), null)?.words).toBe('killed police 2 → nothing held')
  })

  test('a range that grows round the same best is a change', () => {
    expect(factChange('casualties/killed/police', count(1, [1]), count(1, [1, 2]))).toMatchObject({
      kind: 'moved',
      words: 'killed police 1, now 1–2, disputed',
    })
  })

  test('a rival that comes or goes is named', () => {
    const one = text(null, ['x'])
    const two = text(null, ['x', 'y'])
    expect(factChange('perpetrator', one, two)?.words).toBe('perpetrator alleged, now also y')
    expect(factChange('perpetrator', two, one)?.words).toBe('perpetrator alleged, no longer y')
    expect(factChange('casualties/killed/police', count(1, [1, 2]), count(1, [1]))?.words).toBe(
      'killed police 1, no longer disputed (was 1–2)',
    )
    expect(factChange('activity', text('over', ['over']), text('over', ['ongoing', 'over']))?.words).toBe(
      'activity over, now also ongoing',
    )
  })

  test('more support for the same value is told as support', () => {
    const change = factChange('activity', text('over', ['over']), { ...text('over', ['over']), independentSources: 2 })
    expect(change).toMatchObject({ kind: 'support', words: 'activity over, now 2 independent sources' })
  })

  test('what is equal is not a change, and facts come in byte order', () => {
    const one = text('over', ['over'])
    const changes = changesBetween({ activity: one, nature: one }, { activity: { ...one }, 'location/place': one })
    expect(changes.map((change) => [change.fact, change.kind])).toEqual([
      ['location/place', 'new'],
      ['nature', 'gone'],
    ])
  })
})
