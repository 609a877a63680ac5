import type { Json } from '#eventing'
import { isList, isObject, member, type JsonObject } from './json-object.js'

/** A member that was found, with the name it has in this branch of ninjs. */
export type Found<T> = { readonly key: string; readonly value: T }

/** The first of several names that an object has: branches and dialects spell the same member differently. */
export const firstOf = (object: JsonObject, keys: readonly string[]): Found<Json> | undefined => {
  for (const key of keys) {
    const value = member(object, key)
    if (value !== undefined) return { key, value }
  }
  return undefined
}

/** The first of several names that holds a text with something in it; numbers count as text. */
export const firstText = (object: JsonObject, keys: readonly string[]): Found<string> | undefined => {
  for (const key of keys) {
    const text = textOf(member(object, key))
    if (text !== undefined) return { key, value: text }
  }
  return undefined
}

/** A value as text where it is one (or a number) and not blank. */
export const textOf = (value: Json | undefined): string | undefined => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The objects of a member that may be one object, a list of them, or (ninjs 1.x) a map of them. */
export const objectsOf = (value: Json | undefined): readonly Found<JsonObject>[] => {
  if (isList(value))
    return value.flatMap((entry, index) => (isObject(entry) ? [{ key: String(index), value: entry }] : []))
  return isObject(value)
    ? Object.entries(value).flatMap(([key, entry]) => (isObject(entry) ? [{ key, value: entry }] : []))
    : []
}

/** Names and codes of a member that may be a text, an object with one, or a list of either. */
export const namesOf = (value: Json | undefined): readonly string[] => {
  if (isList(value)) return value.flatMap(nameOf)
  return nameOf(value)
}

const nameOf = (value: Json | undefined): readonly string[] => {
  if (isObject(value)) return ['qcode', 'code', 'uri', 'literal', 'name'].flatMap((key) => nonBlank(member(value, key)))
  return nonBlank(value)
}

const nonBlank = (value: Json | undefined): readonly string[] => {
  const text = textOf(value)
  return text === undefined ? [] : [text]
}
