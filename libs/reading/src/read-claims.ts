import type { ReadClaim, Reader } from './read-claim.js'
import { looksEnglish } from './readers/en/looks-english.js'
import { englishReader } from './readers/en/reader.js'

/** Every reader there is; a new language is a folder and a line here. */
export const readers: readonly Reader[] = [englishReader]

/**
 * Reads claims out of text. `language` is a BCP 47 tag; null: read as English where it looks like it. A language without a reader gives no claims and
 * `reader` null. Total: any text and any tag give an answer, claims in the order of the text.
 */
export function readClaims(
  text: string,
  language: string | null,
): { reader: string | null; claims: readonly ReadClaim[] } {
  const reader = readerFor(text, language)
  return reader === null ? { reader: null, claims: [] } : { reader: reader.id, claims: reader.read(text) }
}

function readerFor(text: string, language: string | null): Reader | null {
  if (language === null) return looksEnglish(text) ? englishReader : null
  const primary = language.trim().toLowerCase().split(/[-_]/u)[0] ?? ''
  return readers.find(({ languages }) => languages.includes(primary)) ?? null
}
