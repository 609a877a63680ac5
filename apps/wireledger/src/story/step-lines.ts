import { cut, fit, plain } from '../output/cut.js'
import { bold, cyan, dim, green, red, yellow } from '../output/style.js'
import { shortTime } from '../output/time.js'
import type { FactChange } from '../words/change-words.js'
import type { PlayedStep } from './play-step.js'

const timeWidth = 12
const whoWidth = 8
const actionWidth = 13
const revisionWidth = 6
const gap = 2
const indent = timeWidth + whoWidth + 2 * gap
const mostChanges = 7

/** The head of the story's table. */
export const storyHead = (width: number): string => bold(row(['said (UTC)', 'who', 'what', '', 'rev'], width))

/** A step as lines: time, who, what, revision; and below it what it changed in belief. */
export const stepLines = (played: PlayedStep, width: number): string[] => {
  const { step, revision } = played
  const headline = plain(step.headline)
  const cells = [shortTime(step.saidAt), plain(step.who), step.action, headline]
  if (revision === null) return [dim(row([...cells, '='], width)), dim(below('repeat, no revision', width))]
  const line = row([...cells, String(revision)], width)
  const colour = step.action === 'kill' || step.command ? yellow : bold
  return [colour(line), ...changeLines(played.changes, width)]
}

const changeLines = (changes: readonly FactChange[], width: number): string[] => {
  if (changes.length === 0) return [dim(below('no belief changed', width))]
  const told = changes
    .slice(0, mostChanges)
    .map((change) => looks[change.kind](below(`${signs[change.kind]} ${change.words}`, width)))
  const left = changes.length - told.length
  return left > 0 ? [...told, dim(below(`  and ${left} more`, width))] : told
}

const signs = { new: '+', moved: '~', support: '=', gone: '-' } as const
const looks = { new: green, moved: cyan, support: dim, gone: red } as const

const below = (text: string, width: number): string => `${' '.repeat(indent)}${cut(text, width - indent)}`

const row = (cells: readonly string[], width: number): string => {
  const [time = '', who = '', action = '', headline = '', revision = ''] = cells
  const space = width - timeWidth - whoWidth - actionWidth - revisionWidth - 4 * gap
  const parts = [fit(time, timeWidth), fit(who, whoWidth), fit(action, actionWidth), fit(headline, space)]
  return [...parts, revision.padStart(revisionWidth)].join(' '.repeat(gap))
}
