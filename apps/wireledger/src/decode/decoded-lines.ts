import { cut, plain } from '../output/cut.js'
import { bold, dim, green, red, yellow } from '../output/style.js'
import { timeWords } from '../output/time.js'
import { factWords, valueWords } from '../words/value-words.js'
import type { DecodedFile, DecodedUpdate } from './decoded-file.js'

/** A decoded file as lines for people: its format, its updates with their claims, its warnings. */
export const decodedLines = (decoded: DecodedFile, width: number): string[] => {
  const { file, format, rejected, updates, warnings } = decoded
  const end = rejected === null ? green(format ?? 'decoded') : red('rejected')
  const why = rejected === null ? [] : [reasonAt(rejected)]
  return [
    `${bold(plain(file))}  ${end}`,
    ...why.map((line) => cut(`  ${plain(line)}`, width)),
    ...updates.flatMap((update) => updateLines(update, width)),
    ...warnings.map((warning) => yellow(cut(`  warning: ${plain(warning)}`, width))),
  ]
}

const updateLines = (update: DecodedUpdate, width: number): string[] => [
  cut(`  ${plain(update.updateId)}  ${update.action}  ${timeWords(update.saidAt)}`, width),
  ...(update.headline === null ? [] : [cut(`    ${plain(update.headline)}`, width)]),
  ...update.claims.map((claim) => {
    const alleged = claim.allegation ? ' (alleged)' : ''
    const reader = claim.reader === undefined ? '' : `  read by ${claim.reader}`
    const who = `${claim.speaker}, tier ${claim.tier}${reader}`
    return cut(`    ${plain(`${factWords(claim.fact)} ${valueWords(claim.value)}${alleged}  ${who}`)}`, width)
  }),
  ...(update.claims.length === 0 ? [dim('    no claims')] : []),
]

// A reason of one problem names its place already.
const reasonAt = ({ reason, at }: NonNullable<DecodedFile['rejected']>): string =>
  at === null || reason.startsWith(at) ? reason : `${at}: ${reason}`
