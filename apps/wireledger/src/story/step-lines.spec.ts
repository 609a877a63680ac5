import { stripVTControlCharacters } from 'node:util'
import { widthOf } from '../output/cut.js'
import type { PlayedStep } from './play-step.js'
import { stepLines, storyHead } from './step-lines.js'
import { parseStory } from './story-step.js'

const update = {
  provider: 'agy-b',
  item: '0412',
  action: 'update',
  saidAt: '2023-09-24T06:40:00Z',
  headline: '1ST LEAD / Police: one officer killed, three injured near blocked bridge in north Kosovo',
  incident: 'banjska',
}
const command = {
  command: 'overrule',
  claims: ['a/1@1#0'],
  saidAt: '2023-09-27T17:00:00Z',
  by: 'desk-1',
  reason: 'why',
}
const steps = parseStory(`${JSON.stringify(update)}\n${JSON.stringify(command)}\n\n`)
const played = (index: number, more: Partial<PlayedStep>): PlayedStep => {
  const step = steps[index]
  if (step === undefined) throw new Error(`the story has no line ${index}`)
  return { step, status: 'projected', revision: 4, changes: [], ...more }
}
const told = (one: PlayedStep): string[] => stepLines(one, 100).map(stripVTControlCharacters)

describe('the story as a table', () => {
  test('a line of the story is an update or a command, each with who and what', () => {
    expect(steps.map(({ command: isCommand, who, action, headline }) => [isCommand, who, action, headline])).toEqual([
      [false, 'agy-b', 'update', update.headline],
      [true, 'desk-1', 'overrule', 'why'],
    ])
  })

  test('a step shows time, who, what, revision and the changes below', () => {
    const lines = told(
      played(0, {
        changes: [
          { fact: 'casualties/injured/police', kind: 'moved', words: 'injured police 1 → 3 (1–3, disputed)' },
          { fact: 'nature', kind: 'gone', words: 'nature x → nothing held' },
        ],
      }),
    )
    expect(lines[0]).toMatch(/^24 Sep 06:40 {2}agy-b {5}update {9}1ST LEAD .*… +4$/)
    expect(lines[1]?.trim()).toBe('~ injured police 1 → 3 (1–3, disputed)')
    expect(lines[2]?.trim()).toBe('- nature x → nothing held')
  })

  test('a repeat says that it made no revision', () => {
    expect(told(played(0, { revision: null, status: 'repeat' })).join('\n')).toContain('repeat, no revision')
  })

  test('many changes are cut off with their number', () => {
    const changes = Array.from({ length: 9 }, (_, index) => ({
      fact: `note/${index}`,
      kind: 'new' as const,
      words: `n${index}`,
    }))
    expect(told(played(1, { changes })).at(-1)?.trim()).toBe('and 2 more')
  })

  test('no line is wider than the terminal', () => {
    const changes = [{ fact: 'perpetrator', kind: 'new' as const, words: `perpetrator ${'very long '.repeat(30)}` }]
    for (const width of [60, 80, 100, 140]) {
      const lines = [storyHead(width), ...stepLines(played(0, { changes }), width)].map(stripVTControlCharacters)
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width)
    }
  })
})
