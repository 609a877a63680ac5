import { isObject, member, type JsonObject } from '../../json/json-object.js'
import { pointerOf } from '../../json/pointer.js'
import { htmlToText } from '../../markup/html-to-text.js'
import { firstText, objectsOf, textOf } from '../../json/members.js'

/** A text and the pointer to where it stood. */
export type Words = { readonly field: string; readonly text: string }

/** The main headline, else another headline, else the title; on one line. */
export const headlineOf = (item: JsonObject): Words | undefined => {
  const single = firstText(item, ['headline'])
  const listed = [...objectsOf(member(item, 'headlines'))].sort((a, b) => mainFirst(a.value) - mainFirst(b.value))
  const candidates: readonly (Words | undefined)[] = [
    single === undefined ? undefined : { field: '/headline', text: single.value },
    ...listed.map(({ key, value }) => wordsOf(value, ['headlines', key])),
    ...suffixed(item, 'headline_'),
    ...suffixed(item, 'title'),
  ]
  const found = candidates.find((words) => words !== undefined && words.text !== '')
  return found === undefined ? undefined : { ...found, text: found.text.replace(/\s+/g, ' ').trim() }
}

/** The body as plain text, else the description: what a picture or a planned event says. */
export const bodyOf = (item: JsonObject): Words | undefined => {
  const candidates = [
    ...suffixed(item, 'body_text'),
    ...suffixed(item, 'body_html'),
    ...suffixed(item, 'body_'),
    ...listedWords(item, 'bodies'),
    ...suffixed(item, 'description_text'),
    ...suffixed(item, 'description_'),
    ...listedWords(item, 'descriptions'),
    ...suffixed(item, 'description'),
  ]
  return candidates.find(({ text }) => text !== '')
}

/** The body as the HTML it was given in; undefined where it has none. */
export const htmlOf = (item: JsonObject): string | undefined => {
  const single = firstText(item, ['body_html', 'body_xhtml'])?.value
  const listed = objectsOf(member(item, 'bodies')).find(({ value }) => contentTypeOf(value).includes('html'))
  return single ?? (listed === undefined ? undefined : textOf(member(listed.value, 'value')))
}

const mainFirst = (entry: JsonObject): number => (member(entry, 'role') === 'main' ? 0 : 1)

const listedWords = (item: JsonObject, key: string): readonly Words[] =>
  [...objectsOf(member(item, key))]
    .sort((a, b) => preference(a.value) - preference(b.value))
    .flatMap(({ key: index, value }) => wordsOf(value, [key, index]) ?? [])

const wordsOf = (entry: JsonObject, steps: readonly string[]): Words | undefined => {
  const value = textOf(member(entry, 'value'))
  return value === undefined ? undefined : { field: pointerOf(steps), text: plain(value, contentTypeOf(entry)) }
}

const contentTypeOf = (entry: JsonObject): string =>
  firstText(entry, ['contentType', 'contenttype'])?.value.toLowerCase() ?? ''

// Plain text first, then HTML, then other markup; credit lines and notes only where nothing else is there.
const preference = (entry: JsonObject): number => {
  const type = contentTypeOf(entry)
  const byType = type === 'text/plain' ? 0 : type === '' ? 1 : type.includes('html') ? 2 : 3
  return byType + (/^(?:credit|note|writer|by)/i.test(textOf(member(entry, 'role')) ?? '') ? 4 : 0)
}

const suffixed = (item: JsonObject, prefix: string): readonly Words[] =>
  Object.keys(item).flatMap((key) => {
    const value = key.startsWith(prefix) && !isObject(item[key]) ? textOf(item[key]) : undefined
    if (value === undefined) return []
    return [
      {
        field: pointerOf([key]),
        text: plain(value, /html/i.test(key) ? 'text/html' : /text$/i.test(key) ? 'text/plain' : ''),
      },
    ]
  })

const plain = (value: string, contentType: string): string => {
  if (contentType === 'text/plain') return value
  const isMarkup = contentType === '' ? /<\/?[a-z][^<>]{0,200}>/i.test(value) : /html|xml|nitf/.test(contentType)
  return isMarkup ? htmlToText(value) : value
}
