import type { SourceParty, Subject } from '#incident'
import { attributeOf, childAt, childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import { capWordsOf } from '../feed/cap-index.js'
import type { FeedEntry } from '../feed/feed-entry.js'
import { plainWords, type FeedWords } from '../feed/feed-words.js'
import { timeUnder } from '../feed/times-of.js'
import { atomWordsOf } from './atom-text.js'

/** An entry of Atom in the words that all feeds share; `timeZone` (IANA) is of times without an offset. */
export const entryOf = (entry: XmlElement, source: string, timeZone: string | null): FeedEntry => {
  const cap = capWordsOf(entry, timeZone)
  const updated = timeUnder(entry, ['updated', 'modified'], timeZone)
  const published = timeUnder(entry, ['published', 'issued', 'created'], timeZone)
  const title = childAt(entry, 'title')
  const headline = title === undefined ? '' : (atomWordsOf(title, source)?.text ?? '').replace(/\s+/g, ' ')
  const { words, field } = bodyOf(entry, source, cap.description)
  return {
    line: entry.line,
    raw: source.slice(entry.inner.start, entry.inner.end).trim(),
    id: idOf(entry),
    title: headline,
    body: words,
    updated: updated.time,
    published: published.time,
    badTimes: [...updated.bad, ...published.bad],
    language: attributeOf(entry, 'xml:lang') ?? attributeOf(childAt(entry, 'content'), 'xml:lang'),
    authors: authorsOf(entry),
    subjects: childrenOf(entry, 'category').flatMap(subjectOf),
    places: cap.areas.map((name) => ({ name, codes: [], role: 'event' as const })),
    sources: sourcesOf(entry),
    rights: textAt(entry, 'rights'),
    provider: undefined,
    expires: cap.expires,
    eventNames: cap.incidents,
    status: cap.status,
    signals: cap.signals,
    fields: {
      ...(headline === '' ? {} : { headline: 'title' }),
      ...(words === undefined || words.text === '' ? {} : { text: field }),
    },
  }
}

/** `id`, as written (RFC 4287 §4.2.6.1); else what the entry links to, else where its content stands. */
const idOf = (entry: XmlElement): string | undefined => {
  const links = childrenOf(entry, 'link').filter((link) => /^(?:alternate)?$/.test(attributeOf(link, 'rel') ?? ''))
  return (
    textAt(entry, 'id') ??
    links.flatMap((link) => attributeOf(link, 'href') ?? [])[0] ??
    attributeOf(childAt(entry, 'content'), 'src')
  )
}

const bodyOf = (
  entry: XmlElement,
  source: string,
  alert: string | undefined,
): { readonly words: FeedWords | undefined; readonly field: string } => {
  if (alert !== undefined) return { words: plainWords(alert), field: 'content/alert/info/description' }
  const found = ['content', 'summary'].flatMap((name) =>
    childrenOf(entry, name).flatMap((element) => {
      const words = atomWordsOf(element, source)
      return words === undefined ? [] : [{ words, field: name }]
    }),
  )
  return found.find(({ words }) => words.text !== '') ?? found[0] ?? { words: undefined, field: 'content' }
}

/** The authors of an entry, of its source or of a feed. */
export const authorsIn = (parent: XmlElement | undefined): readonly string[] => {
  const names = childrenOf(parent, 'author').flatMap((author) =>
    childrenOf(author).length === 0 ? (textIn(author) ?? []) : (textAt(author, 'name') ?? []),
  )
  return [...new Set(names)]
}

const authorsOf = (entry: XmlElement): readonly string[] => {
  const own = authorsIn(entry)
  return own.length > 0 ? own : authorsIn(childAt(entry, 'source'))
}

const sourcesOf = (entry: XmlElement): readonly SourceParty[] => {
  const origin = childAt(entry, 'source')
  const name = textAt(origin, 'title') ?? textAt(origin, 'id')
  return name === undefined ? [] : [{ role: 'originator', name, id: textAt(origin, 'id') ?? null }]
}

const subjectOf = (category: XmlElement): readonly Subject[] => {
  const code = attributeOf(category, 'term') ?? null
  const name = attributeOf(category, 'label') ?? textIn(category) ?? null
  return code === null && name === null ? [] : [{ scheme: attributeOf(category, 'scheme') ?? null, code, name }]
}
