import { isLanguageTag } from '../names.js'
import type { Hints } from '../wire-update.js'
import { documentWins } from './document-wins.js'

/** The language a document names, else the header's; what is no BCP 47 tag becomes a warning. */
export const languageOf = (given: string | undefined, hints: Hints, warnings: string[]): string | null => {
  const isUsable = given === undefined || isLanguageTag(given)
  if (!isUsable) warnings.push(`language ${JSON.stringify(given.slice(0, 64))} is no language tag and was not used`)
  return documentWins('wire-language', isUsable ? (given ?? null) : null, hints.language, warnings)
}
