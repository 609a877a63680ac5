import type { WireUpdate } from '#wire'

/** Longest name of an incident, in UTF-16 code units. */
export const longestName = 512
const unfit = /[\p{Cc}\p{Surrogate}]/u

/** True where a text can name an incident: not blank, no control characters, 512 characters at most. */
export const isIncidentName = (name: string): boolean =>
  name.trim() !== '' && name.length <= longestName && !unfit.test(name)

/**
 * The publisher's name for the incident: what the document or the `wire-incident` header says, else, for plain text
 * only, the record's key (contract §2.2). A key that cannot be a name is none.
 */
export const incidentNameOf = (
  update: WireUpdate,
  key: string | null,
  isPlainText: boolean,
): { readonly name: string | null; readonly warning: string | null } => {
  const given = update.incident ?? (isPlainText ? key : null)
  if (given === null || given.trim() === '') return { name: null, warning: null }
  if (isIncidentName(given)) return { name: given, warning: null }
  const what = update.incident === null ? "the record's key" : 'the incident name'
  return { name: null, warning: `${what} cannot name an incident and was ignored` }
}
