import type { DiffAnswer } from '../doors/answers.js'
import { cut, plain } from '../output/cut.js'
import { bold, cyan, dim, green, red } from '../output/style.js'
import { factChange } from '../words/change-words.js'

const looks = { new: green, moved: cyan, support: dim, gone: red } as const
const signs = { new: '+', moved: '~', support: '=', gone: '-' } as const

/** A difference as lines for people: a line a fact, and below it the updates that caused it. */
export const diffLines = (diff: DiffAnswer, width: number): string[] => {
  const lines = diff.facts.flatMap(({ fact, before, after, updates }) => {
    const change = factChange(fact, before, after)
    if (change === undefined) return []
    const causes = updates.length === 0 ? '' : `by ${updates.map(plain).join(', ')}`
    return [
      looks[change.kind](cut(`${signs[change.kind]} ${change.words}`, width)),
      ...(causes === '' ? [] : [dim(`    ${cut(causes, width - 4)}`)]),
    ]
  })
  const head = bold(`revision ${diff.from} to ${diff.to}`)
  return lines.length === 0 ? [head, 'no belief differs'] : [head, ...lines]
}
