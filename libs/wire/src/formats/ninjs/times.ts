import type { Particulars } from '#incident'
import type { JsonObject } from '../../json/json-object.js'
import { firstText } from '../../json/members.js'
import type { Hints } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { isoTimeOf, type ReadTime } from '../../times/iso-time.js'
import { present } from '../present.js'

export const versionTimeKeys = ['versionCreated', 'versioncreated']
const firstTimeKeys = ['firstCreated', 'firstcreated']
const contentTimeKeys = ['contentCreated', 'contentcreated']
const publishedKeys = ['firstpublished', 'firstPublished']
const saidAtKeys = [...versionTimeKeys, ...contentTimeKeys, ...firstTimeKeys, ...publishedKeys]

/**
 * The first of several members that holds a time; those that hold none are warned of. `timeZone` (IANA) is of times
 * without an offset.
 */
export const timeAt = (
  item: JsonObject,
  keys: readonly string[],
  timeZone: string | null,
  warnings: string[],
): ReadTime | undefined => {
  for (const key of keys) {
    const given = firstText(item, [key])
    if (given === undefined) continue
    const time = isoTimeOf(given.value, timeZone)
    if (time === undefined) {
      warnings.push(`${key} ${JSON.stringify(given.value.slice(0, 64))} is no time and was not used`)
      continue
    }
    if (time.trust === 'local-assumed')
      warnings.push(`${key} ${JSON.stringify(given.value)} names no offset and was taken for ${timeZone ?? 'UTC'}`)
    return time
  }
  return undefined
}

/** When the version was made, else its content or the first version; null and a warning where none can be read. */
export const saidAtOf = (
  item: JsonObject,
  hints: Hints,
  warnings: string[],
): { readonly saidAt: string | null; readonly timeTrust: NonNullable<Particulars['timeTrust']> } => {
  const own = timeAt(item, saidAtKeys, hints.timeZone, warnings)
  const saidAt = documentWins('wire-said-at', own?.at ?? null, hints.saidAt, warnings)
  return { saidAt, timeTrust: own?.trust ?? (saidAt === null ? 'none' : 'exact') }
}

/** The other times of an item; what is blank is not said. */
export const timesOf = (item: JsonObject, timeZone: string | null, warnings: string[]): Partial<Particulars> =>
  present<Particulars>({
    firstCreated: timeAt(item, firstTimeKeys, timeZone, [])?.at,
    versionCreated: timeAt(item, versionTimeKeys, timeZone, [])?.at,
    issued: timeAt(item, publishedKeys, timeZone, [])?.at,
    embargoedUntil: timeAt(item, embargoKeys, timeZone, warnings)?.at,
    expires: timeAt(item, ['expires'], timeZone, warnings)?.at,
  })

const embargoKeys = ['embargoedUntil', 'embargoeduntil', 'embargoed']

/** Whether an item says that it is embargoed, readably or not; a blank member says nothing. */
export const isEmbargoed = (item: JsonObject): boolean => firstText(item, embargoKeys) !== undefined
