import type { Relation } from '#incident'
import { itemProblem, providerCodeOf, unknownProvider } from '../../names.js'
import type { Hints } from '../../wire-update.js'
import { textAt, type XmlElement } from '../../xml/xml-element.js'
import { maxListed } from '../../limits.js'

/** The identity of an alert as references to it are written: sender, identifier and time sent (CAP 1.2 §3.2.1). */
export const itemOf = (alert: XmlElement): string | undefined => {
  const identifier = textAt(alert, 'identifier')
  return identifier === undefined
    ? undefined
    : [textAt(alert, 'sender') ?? '', identifier, textAt(alert, 'sent') ?? ''].join(',')
}

/** The header's provider, else the sender. */
export const providerOf = (alert: XmlElement, hints: Hints): string =>
  hints.provider ?? codeOf(textAt(alert, 'sender')) ?? unknownProvider

const codeOf = (name: string | undefined): string | undefined => (name === undefined ? undefined : providerCodeOf(name))

const rels: { readonly [msgType: string]: string } = { update: 'supersedes', cancel: 'cancels' }

/**
 * Relations to the messages an alert refers to: an Update supersedes them, a Cancel cancels them, Ack and Error are about
 * them. What is no real message cancels none.
 */
export const relationsOf = (
  alert: XmlElement,
  provider: string,
  isActual: boolean,
  hints: Hints,
): readonly Relation[] => {
  const rel = (isActual ? rels[textAt(alert, 'msgType')?.toLowerCase() ?? ''] : undefined) ?? 'seeAlso'
  const sender = textAt(alert, 'sender')
  const seen = new Set<string>()
  return referencesOf(alert)
    .flatMap((item): Relation[] => {
      if (seen.has(item) || itemProblem(item) !== undefined) return []
      seen.add(item)
      const [from = ''] = item.split(',', 1)
      const isOwn = hints.provider !== null || from === sender || !item.includes(',')
      return [{ rel, provider: isOwn ? provider : (codeOf(from) ?? provider), item, version: null }]
    })
    .slice(0, maxListed)
}

// Some put a space after the comma, though spaces part one reference from the next.
const referencesOf = (alert: XmlElement): readonly string[] =>
  (textAt(alert, 'references') ?? '')
    .replace(/ ?, ?/g, ',')
    .split(' ')
    .filter((reference) => reference !== '')

/** Names of the events a message is about; one with spaces in it stands in quotes. */
export const eventNamesOf = (alert: XmlElement): readonly string[] => {
  const names = (textAt(alert, 'incidents') ?? '').matchAll(/"([^"]{1,512})"|([^\s"]+)/g)
  return [...new Set([...names].flatMap(([, quoted, plain]) => (quoted ?? plain ?? '').trim() || []))].slice(
    0,
    maxListed,
  )
}
