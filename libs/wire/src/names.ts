/** What a provider code looks like (contract §2.1). */
export const providerPattern = /^[a-z0-9][a-z0-9._-]{0,63}$/

/** The provider of what names none. */
export const unknownProvider = 'unknown'

// RFC 5646 §2.1 well-formedness in short: subtags of at most eight letters or digits, the first one letters.
const languageTag = /^(?:[A-Za-z]{2,8}|[xiXI](?=-))(?:-[A-Za-z0-9]{1,8}){0,15}$/

/** Whether a text is a well-formed BCP 47 language tag; whether its subtags are registered is not looked up. */
export const isLanguageTag = (text: string): boolean => languageTag.test(text)

const controls = /[\u0000-\u001f\u007f-\u009f]/
const loneSurrogate = /\p{Cs}/u

/** Whether a text holds half of a surrogate pair. */
export const hasLoneSurrogate = (text: string): boolean => loneSurrogate.test(text)

// Ids stand in update ids, headers, URLs and database indexes (2,704 bytes at most in a PostgreSQL B-tree).
const longest = { item: 1024, version: 128, name: 512 }

const nameProblem = (text: string, limit: number): string | undefined => {
  if (text.trim() === '') return 'must not be blank'
  if (controls.test(text)) return 'must not hold control characters or line breaks'
  if (hasLoneSurrogate(text)) return 'must not hold half of a surrogate pair'
  if (text.length > limit || encodeURIComponent(text).length > limit) {
    return `must not be longer than ${limit} characters once percent-encoded`
  }
  return undefined
}

/** What is wrong with an item id; undefined where nothing is. */
export const itemProblem = (text: string): string | undefined => nameProblem(text, longest.item)

/** What is wrong with a version; undefined where nothing is. */
export const versionProblem = (text: string): string | undefined => nameProblem(text, longest.version)

/** What is wrong with the name of an incident; undefined where nothing is. */
export const incidentProblem = (text: string): string | undefined => nameProblem(text, longest.name)

/** A party's name as a provider code, `ASSOCIATED PRESS` as `associated-press`; undefined where nothing is left. */
export const providerCodeOf = (name: string): string | undefined => {
  const code = name
    .slice(0, 256)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 64)
    .replace(/[._-]+$/, '')
  return providerPattern.test(code) ? code : undefined
}

/** The first of some names that makes a provider code; undefined where none does. */
export const firstProviderCode = (names: readonly (string | undefined)[]): string | undefined => {
  for (const name of names) {
    const code = name === undefined ? undefined : providerCodeOf(name)
    if (code !== undefined) return code
  }
  return undefined
}
