import type { Particulars } from '#incident'
import { present } from './present.js'

export type SlugParts = Pick<Particulars, 'slugBase' | 'slugBranch' | 'slugFlags' | 'take'>

const kinds: { readonly [word: string]: string } = {
  ld: 'lead', lead: 'lead', add: 'add', insert: 'insert', sub: 'sub', 'new top': 'lead', newtop: 'lead', writethru: 'writethru', update: 'update',
} // prettier-ignore

const takeAtEnd =
  /[\s,;]+(?:(\d{1,3})(?:st|nd|rd|th)\s+)?(ld|lead|add|insert|sub|new\s?top)(?:\s*-\s*writethru)?(?:[\s,]+\d{1,6})?$/i
const writethruAtEnd = /[\s,]+writethru(?:[\s,]+\d{1,6})?$/i
const flagsAtEnd = /\s*\(([^()]{1,80})\)$/
const cycle = /^(?:AP|BC|AM|PM|UR|HK)-(?=[A-Z0-9])/
const region = /^[A-Z]{1,4}--/

/**
 * What a slug says beside its keyword (newsroom-wires.md §1.4): `BC-US--Ferry, 2nd Ld-Writethru` is the base `Ferry`
 * and the take lead 2; `US-SYRIA/ASSAD (UPDATE 1, PIX)` the base `US-SYRIA`, the branch `ASSAD` and two flags.
 */
export const slugPartsOf = (slug: string | null): SlugParts => {
  if (slug === null) return {}
  let rest = slug.slice(0, 256).trim()
  const flags = flagsAtEnd.exec(rest)
  rest = rest.replace(flagsAtEnd, '')
  const take = takeAtEnd.exec(rest)
  const isWritethru = take === null && writethruAtEnd.test(rest)
  rest = rest
    .replace(takeAtEnd, '')
    .replace(writethruAtEnd, '')
    .replace(/,\s*\d{2,6}$/, '')
  const slugFlags = (flags?.[1] ?? '').split(',').flatMap((flag) => (flag.trim() === '' ? [] : [flag.trim()]))
  const [trunk = '', ...branches] = rest.replace(cycle, '').replace(region, '').split('/')
  return present<SlugParts>({
    slugBase: blankless(trunk),
    slugBranch: blankless(branches.join('/')),
    slugFlags: slugFlags.length === 0 ? undefined : slugFlags,
    take: take !== null ? takeOf(take) : isWritethru ? { kind: 'writethru', ordinal: null } : flagTake(slugFlags),
  })
}

const takeOf = ([, ordinal, word = '']: RegExpExecArray): { kind: string; ordinal: number | null } => ({
  kind: kinds[word.toLowerCase().replace(/\s+/g, ' ')] ?? 'lead',
  ordinal: ordinal === undefined ? null : Number(ordinal),
})

const flagTake = (flags: readonly string[]): { kind: string; ordinal: number | null } | undefined => {
  const update = flags.flatMap((flag) => /^UPDATE (\d{1,3})$/.exec(flag)?.[1] ?? [])[0]
  return update === undefined ? undefined : { kind: 'update', ordinal: Number(update) }
}

const blankless = (text: string): string | undefined => (text.trim() === '' ? undefined : text.trim())
