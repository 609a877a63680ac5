import { noSigns, openingOf, type Signs } from '../../action/signs.js'
import type { Iptc7901Message } from './message.js'

const advisory =
  /\b(?:advisory|advisories|daybook|news ?calendar|terminvorschau|tagesvorschau|schedule|budget|service ?message)\b/i

/** What a message says about the action, for the rules that all formats share. */
export const iptc7901SignsOf = ({ slug, body }: Iptc7901Message): Signs => {
  const kind = advisory.exec(slug ?? '')?.[0] ?? body.labels.find((label) => /^advisory$/i.test(label))
  return {
    ...noSigns,
    headline: body.headline === null ? [] : [{ field: 'headline', value: body.headline }],
    slug: slug === null ? [] : [{ field: 'slug', value: slug }],
    takes: body.labels.map((value) => ({ field: 'label', value })),
    edNotes: body.notes.map((value) => ({ field: 'note', value })),
    opening: openingOf(body.paragraphs.slice(0, 3).join('\n'), 'text'),
    kind: kind === undefined ? [] : [{ field: 'slug', value: /daybook/i.test(kind) ? 'daybook' : 'advisory' }],
  }
}
