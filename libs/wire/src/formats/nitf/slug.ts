import type { Particulars } from '#incident'
import { readSlug, slugParticulars } from '../../slug/slug.js'
import { attributeOf, childAt, textAt } from '../../xml/xml-element.js'
import type { NitfParts } from './parts.js'
import { keywordsOf, metaOf } from './words.js'

/**
 * The slug: NITF has no field for one, so each dialect has its own. AAP, AP and NTB name it in a `meta`; PA Media writes
 * it as the title; elsewhere the first keyword stands for it, else the key.
 */
export const slugOf = (parts: NitfParts): string | undefined => {
  const { head, docdata, bodyHead } = parts
  const key = attributeOf(childAt(docdata, 'du-key'), 'key')
  const title = textAt(head, 'title')
  return (
    metaOf(head, /^(?:anpa-keyword|ap-keyword|slug(?:line)?|ntbstikkord|catchline)$/i) ??
    (/^PA-/.test(key ?? '') && title !== textAt(bodyHead, 'hedline', 'hl1') ? title : undefined) ??
    keywordsOf(docdata, head)[0] ??
    key
  )
}

/** The take as a field of its own: `1st Ld-Writethru` of AAP and AP. */
export const takeKeyOf = ({ head }: NitfParts): string | undefined => metaOf(head, /^(?:anpa|ap)-takekey$/i)

/** The parts of the slug; NTB counts its updates before the subject, as `ny2-`, PA its parts in the series. */
export const slugPartsOf = (parts: NitfParts): Particulars => {
  const slug = slugOf(parts)
  const ofSlug: Particulars = slug === undefined ? {} : slugParticulars(readSlug(slug))
  if (ofSlug.take !== undefined) return ofSlug
  const takeKey = takeKeyOf(parts)
  const take = takeKey === undefined ? null : readSlug(`slug, ${takeKey}`).take
  const found = take ?? counted('update', updateOf(parts)) ?? counted('part', partOf(parts))
  return found === undefined ? ofSlug : { ...ofSlug, take: found }
}

const updateOf = ({ head }: NitfParts): string | undefined =>
  /^ny(\d{1,4})-/.exec(metaOf(head, /^subject$/i) ?? '')?.[1]

const partOf = ({ docdata }: NitfParts): string | undefined =>
  attributeOf(childAt(docdata, 'series'), 'series.part') ?? attributeOf(childAt(docdata, 'du-key'), 'part')

const counted = (kind: string, ordinal: string | undefined): Particulars['take'] =>
  ordinal !== undefined && /^\d{1,4}$/.test(ordinal) ? { kind, ordinal: Number(ordinal) } : undefined
