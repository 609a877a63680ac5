import type { Subject } from '#incident'
import { attributeOf, childrenOf, rawTextIn, textIn, type XmlElement } from '../../xml/xml-element.js'
import { capWordsOf } from '../feed/cap-index.js'
import type { FeedEntry } from '../feed/feed-entry.js'
import { escapedMarkupIn, htmlWords, titleText, type FeedWords } from '../feed/feed-words.js'
import { timeUnder } from '../feed/times-of.js'

// Modules use the names of RSS for things of their own: `media:title`, `itunes:summary`.
const foreign = /search\.yahoo\.com\/mrss|itunes\.com|podcast|googleplay|purl\.org\/dc|w3\.org\/2005\/Atom/i
const own = (item: XmlElement, name: string): readonly XmlElement[] => {
  const all = childrenOf(item, name)
  return [
    ...all.filter(({ namespace }) => !foreign.test(namespace)),
    ...all.filter(({ namespace }) => foreign.test(namespace)),
  ]
}

// In the order of how much of the story they hold.
const bodies = ['encoded', 'body', 'description', 'summary']

/** An item of RSS in the words that all feeds share; `timeZone` (IANA) is of times without a zone. */
export const entryOf = (item: XmlElement, source: string, timeZone: string | null): FeedEntry => {
  const [title] = own(item, 'title')
  const { words, field } = bodyOf(item, source)
  const cap = capWordsOf(item, timeZone)
  const updated = timeUnder(item, ['updated', 'modified'], timeZone)
  const published = timeUnder(item, ['pubDate', 'pubdate', 'published', 'date', 'issued', 'created'], timeZone)
  const headline = title === undefined ? '' : titleText(titleSource(title, source))
  const rights = own(item, 'rights')[0] ?? own(item, 'copyright')[0]
  const publisher = childrenOf(item, 'publisher')[0]
  return {
    line: item.line,
    raw: source.slice(item.inner.start, item.inner.end).trim(),
    id: idOf(item),
    title: headline,
    body: words,
    updated: updated.time,
    published: published.time,
    badTimes: [...updated.bad, ...published.bad],
    language: attributeOf(item, 'xml:lang') ?? textOf(childrenOf(item, 'language')[0]),
    authors: authorsOf(item),
    subjects: [...own(item, 'category').flatMap(subjectOf), ...childrenOf(item, 'subject').flatMap(subjectOf)],
    places: cap.areas.map((name) => ({ name, codes: [], role: 'event' as const })),
    sources: own(item, 'source').flatMap((party) => {
      const name = textIn(party)
      const url = attributeOf(party, 'url') ?? null
      return name === undefined && url === null
        ? []
        : [{ role: 'originator' as const, name: name ?? url ?? '', id: name === undefined ? null : url }]
    }),
    rights: textOf(rights),
    provider: textOf(publisher),
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

const textOf = (element: XmlElement | undefined): string | undefined => textIn(element)

const titleSource = (title: XmlElement, source: string): string =>
  childrenOf(title).length === 0 ? rawTextIn(title) : escapedMarkupIn(title, source)

/** `guid`, in RSS 1.0 `rdf:about`; else what the item links to. Compared as written: an identity is no address to tidy. */
const idOf = (item: XmlElement): string | undefined =>
  textOf(childrenOf(item, 'guid')[0]) ??
  attributeOf(item, 'rdf:about', 'about') ??
  own(item, 'link').flatMap((link) => textIn(link) ?? attributeOf(link, 'href', 'rdf:resource') ?? [])[0] ??
  childrenOf(item, 'enclosure').flatMap((file) => attributeOf(file, 'url') ?? [])[0]

const bodyOf = (
  item: XmlElement,
  source: string,
): { readonly words: FeedWords | undefined; readonly field: string } => {
  let unread: { readonly words: FeedWords; readonly field: string } | undefined
  for (const element of bodies.flatMap((name) => own(item, name))) {
    const words = htmlWords(escapedMarkupIn(element, source))
    if (words.text !== '') return { words, field: element.name }
    unread ??= { words, field: element.name }
  }
  return unread ?? { words: undefined, field: 'description' }
}

// RSS wants an address of electronic mail here, often with the name behind it in brackets.
const authorsOf = (item: XmlElement): readonly string[] => {
  const names = ['creator', 'author'].flatMap((name) =>
    childrenOf(item, name).flatMap((author) => textIn(author) ?? []),
  )
  return [...new Set(names.map((name) => /^\S{1,200}@\S{1,200}\s\((.{1,200})\)$/.exec(name)?.[1] ?? name))]
}

const subjectOf = (category: XmlElement): readonly Subject[] => {
  const name = textIn(category) ?? attributeOf(category, 'term', 'label')
  return name === undefined ? [] : [{ scheme: attributeOf(category, 'domain', 'scheme') ?? null, code: null, name }]
}
