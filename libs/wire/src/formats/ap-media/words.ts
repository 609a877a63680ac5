import { member, type JsonObject } from '../../json/json-object.js'
import { firstText, textOf } from '../../json/members.js'
import { htmlToText } from '../../markup/html-to-text.js'

/** Headline and text of an item, the HTML of its body where it has one, and the fields they stood in. */
export type ApWords = {
  readonly headline: string | null
  readonly text: string | null
  readonly html: string | undefined
  readonly fields: { readonly headline?: string; readonly text?: string }
}

// The story itself stands behind a link; what says something in its place comes after it.
const textKeys = ['description_caption', 'description_summary', 'headline_extended']

/** The words of an item, and of a body that came with it. */
export const apWordsOf = (item: JsonObject, body: JsonObject): ApWords => {
  const headline = firstText(item, ['headline', 'title'])
  const html = textOf(member(item, 'body_html')) ?? textOf(member(body, 'body_html'))
  const story = html === undefined ? '' : htmlToText(html)
  const other = firstText(item, textKeys)
  const text = story !== '' ? story : (other?.value ?? null)
  const field = story !== '' ? 'body_html' : other?.key
  return {
    headline: headline?.value.replace(/\s+/g, ' ') ?? null,
    text,
    html,
    fields: {
      ...(headline === undefined ? {} : { headline: `/${headline.key}` }),
      ...(field === undefined ? {} : { text: `/${field}` }),
    },
  }
}
