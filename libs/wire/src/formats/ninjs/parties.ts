import type { Place, SourceParty, Subject } from '#incident'
import type { Json } from '#eventing'
import { isList, isObject, member, type JsonObject } from '../../json/json-object.js'
import { firstOf, firstText, textOf } from '../../json/members.js'

/** Subjects, and the services of the Superdesk dialect, which are its categories. */
export const subjectsOf = (item: JsonObject): readonly Subject[] => [
  ...entries(firstOf(item, ['subjects', 'subject'])?.value).flatMap(subjectOf),
  ...entries(member(item, 'service')).flatMap((entry) =>
    subjectOf(entry).map((subject) => ({ ...subject, scheme: subject.scheme ?? 'service' })),
  ),
]

/** Names of genres, else their codes. */
export const genresOf = (item: JsonObject): readonly string[] =>
  entries(firstOf(item, ['genres', 'genre'])?.value).flatMap((entry) =>
    isObject(entry) ? (firstText(entry, ['name', 'literal', 'code', 'uri'])?.value ?? []) : (textOf(entry) ?? []),
  )

/** Places that the item is about or names. */
export const placesOf = (item: JsonObject): readonly Place[] =>
  entries(firstOf(item, ['places', 'place'])?.value).flatMap((entry) => {
    if (!isObject(entry)) {
      const name = textOf(entry)
      return name === undefined ? [] : [{ name, codes: [], role: null }]
    }
    const name = textOf(member(entry, 'name')) ?? null
    const codes = ['qcode', 'code', 'literal', 'uri'].flatMap((key) => textOf(member(entry, key)) ?? [])
    return name === null && codes.length === 0 ? [] : [{ name, codes: [...new Set(codes)], role: null }]
  })

/** Who carries an item, where it comes from and who wrote it. */
export const sourcesOf = (item: JsonObject): readonly SourceParty[] => [
  ...entries(member(item, 'provider')).flatMap((entry) => partyOf(entry, 'carrier')),
  ...entries(member(item, 'source')).flatMap((entry) => partyOf(entry, 'carrier')),
  ...entries(firstOf(item, ['infoSources', 'infosources', 'infosource'])?.value).flatMap((entry) =>
    partyOf(entry, infoSourceRole(entry)),
  ),
  ...entries(member(item, 'authors')).flatMap((entry) => partyOf(entry, 'author')),
]

const infoSourceRole = (entry: Json): SourceParty['role'] => {
  const role = isObject(entry) ? (firstText(entry, ['role', 'rel'])?.value ?? '') : ''
  if (/author|creator|writer|photographer/i.test(role)) return 'author'
  if (/cited|quoted/i.test(role)) return 'cited'
  return /distributor|provider|publisher/i.test(role) ? 'carrier' : 'originator'
}

const partyOf = (entry: Json, role: SourceParty['role']): readonly SourceParty[] => {
  if (!isObject(entry)) {
    const name = textOf(entry)
    return name === undefined ? [] : [{ role, name, id: null }]
  }
  const id = firstText(entry, ['uri', 'literal', 'code', 'qcode', 'user'])?.value ?? null
  const name = firstText(entry, ['name'])?.value ?? id
  return name === null ? [] : [{ role, name, id: id === name ? null : id }]
}

const subjectOf = (entry: Json): readonly Subject[] => {
  if (!isObject(entry)) {
    const name = textOf(entry)
    return name === undefined ? [] : [{ scheme: null, code: null, name }]
  }
  const name = textOf(member(entry, 'name')) ?? null
  const given = firstText(entry, ['code', 'qcode', 'literal'])?.value
  const uri = textOf(member(entry, 'uri'))
  const code = given ?? lastPartOf(uri)
  const scheme = textOf(member(entry, 'scheme')) ?? schemeOf(uri, code)
  return name === null && code === undefined ? [] : [{ scheme: scheme ?? null, code: code ?? null, name }]
}

// A concept's address is its vocabulary's with its code behind.
const lastPartOf = (uri: string | undefined): string | undefined => uri?.split(/[/#]/).findLast((part) => part !== '')

const schemeOf = (uri: string | undefined, code: string | undefined): string | undefined =>
  uri !== undefined && code !== undefined && uri.endsWith(code) && uri !== code ? uri.slice(0, -code.length) : undefined

const entries = (value: Json | undefined): readonly Json[] => {
  if (value === undefined) return []
  return isList(value) ? value : [value]
}
