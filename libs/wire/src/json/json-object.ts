import type { Json } from '#eventing'

export type JsonObject = { readonly [key: string]: Json | undefined }

/** Whether a JSON value is an object: no array, no null. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a JSON value is an array. */
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** An object's own member; `null` counts as absent, and so does what objects inherit. */
export const member = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? (object[key] ?? undefined) : undefined
