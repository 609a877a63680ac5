import { fetchBelow } from '../doors/desk.js'
import type { DiffAnswer } from '../doors/answers.js'
import { wrongUsage } from '../failure.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { deskOf, findSystem } from '../system/find-system.js'
import { diffLines } from './diff-lines.js'

/** `wireledger diff`: `A..B`, or A and B apart. */
export const showDiff = async (
  incident: string,
  range: string,
  to: string | undefined,
  options: { readonly json?: true },
): Promise<void> => {
  const revisions = parseRange(range, to)
  const desk = deskOf(findSystem())
  const diff = await fetchBelow<DiffAnswer>(desk, incident, 'diff', revisions)
  if (options.json) return printJson(diff)
  for (const line of diffLines(diff, outputWidth())) print(line)
}

/** Two revisions from `3..4`, or from `3` and `4`; anything else is wrong usage. */
export const parseRange = (range: string, to: string | undefined): { from: number; to: number } => {
  const match = /^(\d{1,9})\.\.(\d{1,9})$/.exec(to === undefined ? range : `${range}..${to}`)
  if (match === null) {
    throw wrongUsage('the revisions must be two whole numbers: A..B, or A and B')
  }
  return { from: Number(match[1]), to: Number(match[2]) }
}
