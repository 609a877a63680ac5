import type { NamedVictim } from '#incident'

const quotedHeadline =
  /\b(?:stor(?:y|ies)|item|dispatch|alert|report|article|headlin(?:e|ed)|slugged|titled)\b[^"“”„«»\n]{0,80}["“„«]([^"“”„«»\n]{5,300})["”“»]/giu
const longest = 4000

/** The items that the words of a kill quote by their headlines. */
export const namedInWords = (texts: readonly string[]): readonly NamedVictim[] => {
  const headlines = texts.flatMap((text) =>
    [...text.slice(0, longest).matchAll(quotedHeadline)].flatMap((match) => match[1]?.trim() ?? []),
  )
  return [...new Set(headlines)].slice(0, 20).map((headline) => ({ messageNumber: null, headline, date: null }))
}

/** Whether it was words, and no field, that made an action a kill. */
export const isKillInWords = (decided: unknown): boolean =>
  typeof decided === 'object' && decided !== null && 'rule' in decided && decided.rule === 'text-kill'
