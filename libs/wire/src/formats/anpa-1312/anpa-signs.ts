import { noSigns, openingOf, type Sign, type Signs } from '../../action/signs.js'
import type { AnpaMessage } from './message.js'

const advisory = /\b(?:daybook|news ?digest|digest|advisory|advisories|budget|news ?guide|planner|test)\b/i

/** What a message says about the action, for the rules that all formats share. */
export const anpaSignsOf = ({ header, headings, paragraphs, notes }: AnpaMessage): Signs => ({
  ...noSigns,
  headline: headings.headline === null ? [] : [{ field: 'headline', value: headings.headline }],
  slug: headings.slug === null ? keywordsOf(header.keywords) : [{ field: 'slug', value: headings.slug }],
  takes: headings.labels.map((value) => ({ field: 'heading', value })),
  edNotes: [...headings.notes, ...notes].map((value) => ({ field: 'note', value })),
  opening: openingOf(paragraphs.slice(0, 3).join('\n'), 'text'),
  kind: kindsOf(header.category, headings.slug ?? header.keywords),
})

const keywordsOf = (keywords: string): readonly Sign[] =>
  keywords === '' ? [] : [{ field: 'header keywords', value: keywords }]

// Category v is for advisories; they also move under the category of what they announce.
const kindsOf = (category: string, slug: string): readonly Sign[] => {
  if (category.toLowerCase() === 'v') return [{ field: 'category', value: 'advisory' }]
  const word = advisory.exec(slug)?.[0]
  return word === undefined ? [] : [{ field: 'slug', value: /daybook/i.test(word) ? 'daybook' : 'advisory' }]
}
