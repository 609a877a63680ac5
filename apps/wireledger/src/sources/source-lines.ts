import type { SourceAnswer } from '../doors/answers.js'
import { cut, plain } from '../output/cut.js'
import { bold, green, red, yellow } from '../output/style.js'
import { countWords, durationWords, timeWords } from '../output/time.js'

/** Sources as lines for people: one each, and a second one below it for what went wrong last while it fails. */
export const sourceLines = (sources: readonly SourceAnswer[], width: number): string[] => {
  const nameWidth = 2 + sources.reduce((longest, { name }) => Math.max(longest, name.length), 0)
  return sources.flatMap((source) => {
    const look = source.state === 'failing' ? red : source.silent ? yellow : green
    const told = `${bold(plain(source.name).padEnd(nameWidth))}${look(cut(plain(wordsOf(source)), width - nameWidth))}`
    if (source.state !== 'failing' || source.lastError === null) return [told]
    const { code, message } = source.lastError
    return [told, cut(`${' '.repeat(nameWidth)}${plain(`${code}: ${message}`)}`, width)]
  })
}

const wordsOf = (source: SourceAnswer): string =>
  [
    source.kind,
    source.silent ? `${source.state}, silent` : source.state,
    `${countWords(source.items)} items`,
    ...(source.quarantined > 0 ? [`${countWords(source.quarantined)} in quarantine`] : []),
    ...(source.missingNumbers > 0 ? [`${countWords(source.missingNumbers)} message numbers missing`] : []),
    `last item ${timeWords(source.lastItemAt)}`,
    ...(source.lagSeconds === null ? [] : [`lag ${durationWords(source.lagSeconds)}`]),
  ].join('  ')
