import type { Json } from '#eventing'

export type Detail = { readonly [key: string]: Json | undefined }

export type ParsedValue =
  | { readonly ok: true; readonly value: Json; readonly detail?: Detail }
  | { readonly ok: false; readonly message: string }

/**
 * What a kind of fact answers about itself. Shared code asks these and never looks at a fact's name, so that a new
 * kind is one folder and one line in the registry.
 */
export type FactKind = {
  /** How the kind is named in documents and messages. */
  readonly name: string
  /** Whether this kind owns the fact path. */
  readonly owns: (path: string) => boolean
  /** A momentary fact is superseded by a later claim of the same or a better tier, whoever makes it. */
  readonly momentary: boolean
  /** A counted fact has a low and a high, and its values compare as numbers. */
  readonly counted: boolean
  /** Claims of this kind are allegations whatever the publisher says, so the fact never has a best. */
  readonly alwaysAllegation: boolean
  /** Checks a value and its detail; the message says what was expected. */
  readonly parse: (value: Json, detail: Detail | undefined) => ParsedValue
  /** Example values that parse; the contract spec walks them. */
  readonly examples: readonly { readonly path: string; readonly value: Json; readonly detail?: Detail }[]
}

/** A value that is some text, for the kinds whose value is prose. */
export const parseText = (value: Json, detail: Detail | undefined): ParsedValue =>
  typeof value === 'string' && value.trim() !== ''
    ? { ok: true, value, ...(detail === undefined ? {} : { detail }) }
    : { ok: false, message: 'expected some text' }
