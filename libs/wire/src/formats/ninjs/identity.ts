import { parseTime } from '#eventing'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { providerCodeOf, unknownProvider } from '../../names.js'
import type { Hints } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { firstText, textOf } from './members.js'

const timeKeys = [
  'versionCreated', 'versioncreated', 'contentCreated', 'contentcreated', 'firstCreated', 'firstcreated', 'firstpublished',
] // prettier-ignore

/** When the version was made, else when its content or first version was; null and a warning where none can be read. */
export const saidAtOf = (item: JsonObject, hints: Hints, warnings: string[]): string | null =>
  documentWins('wire-said-at', timeOf(item, timeKeys, warnings), hints.saidAt, warnings)

const timeOf = (item: JsonObject, keys: readonly string[], warnings: string[]): string | null => {
  for (const key of keys) {
    const given = firstText(item, [key])
    if (given === undefined) continue
    const time = parseTime(given.value)
    if (time !== undefined) return time
    warnings.push(`${key} ${JSON.stringify(given.value.slice(0, 64))} is no time with an offset and was not used`)
  }
  return null
}

/** The chain id of an item: `uri`, in the Superdesk dialect `guid`. */
export const itemOf = (item: JsonObject): string | undefined => {
  const given = firstText(item, ['uri', 'guid'])
  return given === undefined ? undefined : withoutQueryTokens(given.value)
}

// AP's addresses carry a token of the query that found the item, so the same item has many of them.
const withoutQueryTokens = (uri: string): string => {
  if (!/[?&]qt=/.test(uri) || !/[?&]et=/.test(uri)) return uri
  const [address = '', ...query] = uri.split('?')
  const kept = query
    .join('?')
    .split('&')
    .filter((parameter) => !/^(?:qt|et)=/.test(parameter))
  return kept.length === 0 ? address : `${address}?${kept.join('&')}`
}

/** The version as given, of any type; else the header's, else when the version was created, else `1`. */
export const versionOf = (item: JsonObject, hints: Hints, warnings: string[]): string => {
  const value = member(item, 'version')
  const own = typeof value === 'boolean' ? String(value) : (textOf(value) ?? null)
  const given = documentWins('wire-version', own, hints.version, warnings)
  return given ?? timeOf(item, ['versionCreated', 'versioncreated'], []) ?? '1'
}

/** The header's provider, else the first party of the document whose name makes a provider code, else `unknown`. */
export const providerOf = (item: JsonObject, hints: Hints): string => {
  if (hints.provider !== null) return hints.provider
  for (const key of ['provider', 'source', 'infoSources', 'infosources', 'infosource']) {
    for (const name of partyNamesOf(item, key)) {
      const code = providerCodeOf(name)
      if (code !== undefined) return code
    }
  }
  return unknownProvider
}

// A name before a code: codes of parties are mostly numbers of somebody's list.
const partyNamesOf = (item: JsonObject, key: string): readonly string[] => {
  const value = member(item, key)
  return (isList(value) ? value : [value]).flatMap((party) =>
    isObject(party)
      ? ['name', 'literal', 'code'].flatMap((part) => textOf(member(party, part)) ?? [])
      : (textOf(party) ?? []),
  )
}
