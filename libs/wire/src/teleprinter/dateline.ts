import type { Particulars } from '#incident'

const pattern = /^\s*((?:\p{Lu}|'s-)[^()\n\t]{1,80}?)\s*\(([A-Za-z][A-Za-z/ .&-]{1,24})\)\s*(?:-{1,2}|–|—|_|=)\s/u
// "BERLIN, Nov 13 (AFP) -": the day is no part of the place.
const withoutDay = /,?\s+(?:\p{L}{3,9}\.?\s+\d{1,2}|\d{1,2}\.?\s+\p{L}{3,9}\.?)(?:,\s*\d{4})?\s*$/u

export type Dateline = NonNullable<Particulars['dateline']> & { readonly agency: string }

/** The dateline at the head of a paragraph, `PRISTINA, Kosovo (AP) --`; undefined where there is none. */
export const datelineOf = (paragraph: string): Dateline | undefined => {
  const match = pattern.exec(paragraph.slice(0, 200))
  const [, where = '', agency = ''] = match ?? []
  if (match === null || where.split(' ').length > 8) return undefined
  const place = where.replace(withoutDay, '').trim()
  return { text: `${where.trim()} (${agency})`, place: place === '' ? null : place, agency: agency.trim() }
}
