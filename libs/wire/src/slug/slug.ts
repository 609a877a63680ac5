import type { Particulars } from '#incident'
import { splitTake, takeOf, type Take } from './take.js'

/** A slug taken apart. `US-SYRIA-CRISIS/ASSAD (UPDATE 1, PIX)` has the base `US-SYRIA-CRISIS` and the branch `ASSAD`. */
export type Slug = {
  /** What all takes of a story share, in the spelling of the document; null where nothing is left. */
  readonly base: string | null
  readonly branch: string | null
  readonly flags: readonly string[]
  readonly take: Take | null
  readonly wordCount: number | null
}

const longest = 300
// AP's cycles and delivery marks, then its region, state or sport: `BC-BKN--Heat-Hawks`, `AP-LT--Argentina`.
const cycle = /^(?:(?:AP|BC|AM|PM)-{1,2}(?=\S)|-{1,3})/
const region = /^[A-Z0-9&]{1,4}(?:[-/][A-Z]{2,3})?--(?=\S)/
const brackets = /\s*[([]([^()[\]]{0,120})[)\]]\s*$/
const count = /^\d{1,5}$/

/**
 * Takes a slug apart: cycle and region codes, word count, flags and take go, the base stays. Total for any text.
 * Follows AP's keyword slugs, Reuters' `TRUNK/BRANCH (FLAGS)` and dpa's `Keyword/keyword/`, whose slashes part
 * keywords and not a branch.
 */
export const readSlug = (raw: string): Slug => {
  const found: { flags: string[]; take: Take | null; wordCount: number | null } = {
    flags: [],
    take: null,
    wordCount: null,
  }
  const note = (label: string): void => {
    const take = takeOf(label)
    if (count.test(label)) found.wordCount ??= Number(label)
    else if (take !== undefined && found.take === null) {
      found.take = take
      if (/writethru$/i.test(label) && take.kind !== 'writethru') found.flags.push('Writethru')
    } else if (label !== '') found.flags.push(label)
  }
  let name = withoutCodes(raw.trim().slice(0, longest))
  for (let match = brackets.exec(name); match !== null; match = brackets.exec(name)) {
    listed(match[1] ?? '').forEach(note)
    name = name.slice(0, match.index)
  }
  const [first = '', ...labels] = name.split(',').map((part) => part.trim())
  labels.forEach(note)
  const { rest, take } = splitTake(first)
  if (take !== undefined) {
    found.take ??= take
    if (/writethru$/i.test(first) && take.kind !== 'writethru') found.flags.push('Writethru')
  }
  return { ...trunkAndBranch(rest), ...found }
}

const withoutCodes = (slug: string): string => {
  let rest = slug
  for (let match = cycle.exec(rest); match !== null; match = cycle.exec(rest)) rest = rest.slice(match[0].length)
  return rest.replace(region, '')
}

const listed = (flags: string): readonly string[] => flags.split(',').map((flag) => flag.trim())

const trunkAndBranch = (name: string): Pick<Slug, 'base' | 'branch'> => {
  const ended = /^(.{0,300}?)\s?\/\s?$/.exec(name)
  const whole = (ended?.[1] ?? name).trim()
  const slash = whole.indexOf('/')
  // A trunk is in capitals; a slash at the end marks a list of keywords.
  if (ended !== null || slash < 1 || whole !== whole.toUpperCase()) return { base: whole || null, branch: null }
  return { base: whole.slice(0, slash).trim(), branch: whole.slice(slash + 1).trim() || null }
}

/** A slug's parts as the particulars of an update; nothing for a part that the slug does not have. */
export const slugParticulars = ({
  base,
  branch,
  flags,
  take,
}: Slug): Pick<Particulars, 'slugBase' | 'slugBranch' | 'slugFlags' | 'take'> => ({
  ...(base === null ? {} : { slugBase: base }),
  ...(branch === null ? {} : { slugBranch: branch }),
  ...(flags.length === 0 ? {} : { slugFlags: flags }),
  ...(take === null ? {} : { take }),
})
