// What desks write before a note to the editors who take the wire.
const note =
  /^[\s([*-]{0,6}(?:eds?|editors?|editor['’]?s['’]? notes?|notes? to editors?|eds? notes?|attention editors?|advisory to editors|achtung,? redaktion(?:en)?|redaktion(?:eller hinweis|shinweis)|hinweis an die redaktionen|avis aux rédactions|nota a los editores)\s*(?::|_|--|—|-\s)/i
const secret = new RegExp(
  [
    String.raw`\bnot (?:intended )?for publication\b`,
    String.raw`\bnicht (?:zur|für die) ver(?:ö|oe)ffentlichung\b`,
    String.raw`\bniet (?:bestemd )?voor publicatie\b`,
    String.raw`\b(?:no (?:es |son |están? )?(?:destinad[ao]s? )?(?:a|para) (?:su )?publicaci[oó]n)`,
    String.raw`\bne (?:sont|doivent|peuvent) pas (?:être |destinées à (?:la |être )?)?publi`,
    String.raw`\bikke (?:beregnet )?(?:for|til) (?:publicering|offentliggørelse|publisering)`,
  ].join('|'),
  'iu',
)

/** Whether a paragraph is a note to editors and no news. */
export const isEditorialNote = (paragraph: string): boolean => {
  const start = paragraph.slice(0, 80)
  return /[:_—-]/.test(start) && note.test(start)
}

/** Whether a line says that what follows must not be published. */
export const isNotForPublication = (line: string): boolean => secret.test(line.slice(0, 200))

/** The words of a note without its `Eds:` and its brackets. */
export const noteText = (paragraph: string): string => {
  const words = paragraph.replace(note, '').trim()
  return (/^[\s([]/.test(paragraph) ? words.replace(/[)\]]$/, '') : words).trim()
}

const by = /^(?:by|von|par|por|di|door|av|af)\s+(\p{Lu}[^\n]{1,120})$/iu

/** The name after `By`; undefined for a line that is no byline. */
export const bylineOf = (line: string): string | undefined => {
  const name = by
    .exec(line.trim())?.[1]
    ?.trim()
    .replace(/[\s=<]+$/, '')
  // A sentence that begins with "By" ends as sentences do.
  return name === undefined || /[.!?]$/.test(name) || name.split(' ').length > 14 ? undefined : name
}
