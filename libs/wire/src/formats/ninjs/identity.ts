import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { firstText, textOf } from '../../json/members.js'
import { firstProviderCode, unknownProvider } from '../../names.js'
import type { Hints } from '../../wire-update.js'
import { isApAddress, withoutQueryTokens } from '../ap-address.js'
import { documentWins } from '../document-wins.js'
import { timeAt, versionTimeKeys } from './times.js'

/** The chain id of an item: `uri`, in the Superdesk dialect `guid`. */
export const itemOf = (item: JsonObject): string | undefined => {
  const given = firstText(item, ['uri', 'guid'])
  return given === undefined ? undefined : withoutQueryTokens(given.value)
}

/** The version as given, of any type; else the header's, else when the version was created, else `1`. */
export const versionOf = (item: JsonObject, hints: Hints, warnings: string[]): string => {
  const value = member(item, 'version')
  const own = typeof value === 'boolean' ? String(value) : (textOf(value) ?? null)
  const given = documentWins('wire-version', own, hints.version, warnings)
  return given ?? timeAt(item, versionTimeKeys, hints.timeZone, [])?.at ?? '1'
}

/** The header's provider, else the first party of the document whose name makes a provider code, else `unknown`. */
export const providerOf = (item: JsonObject, hints: Hints): string => {
  if (hints.provider !== null) return hints.provider
  const carrier = codeAt(item, ['provider', 'source'])
  if (carrier !== undefined) return carrier
  if (isApAddress(itemOf(item) ?? '')) return 'ap'
  return codeAt(item, ['infoSources', 'infosources', 'infosource']) ?? unknownProvider
}

const codeAt = (item: JsonObject, keys: readonly string[]): string | undefined =>
  firstProviderCode(keys.flatMap((key) => partyNamesOf(item, key)))

// A name before a code: codes of parties are mostly numbers of somebody's list.
const partyNamesOf = (item: JsonObject, key: string): readonly string[] => {
  const value = member(item, key)
  return (isList(value) ? value : [value]).flatMap((party) =>
    isObject(party)
      ? ['name', 'literal', 'code'].flatMap((part) => textOf(member(party, part)) ?? [])
      : (textOf(party) ?? []),
  )
}
