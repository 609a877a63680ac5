import type { TimeTrust } from '#incident'
import { firstProviderCode, unknownProvider } from '../../names.js'
import { isoTimeOf, type ReadTime } from '../../times/iso-time.js'
import type { Hints } from '../../wire-update.js'
import { attributeOf, childAt, childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import { inComponents, type Component } from './components.js'

const identifier = (newsItem: XmlElement): XmlElement | undefined =>
  childAt(newsItem, 'Identification', 'NewsIdentifier')

/** The revision behind a public identifier: a number and, for a partial update, its kind. */
const revisionAtEnd = /:(\d{1,10})[NUA]?$/i

/**
 * The id that all revisions of an item share: the public identifier without its revision, else what it is made of
 * (NewsML 1.2, §5.3.2). Null where the document names none.
 */
export const itemOf = (newsItem: XmlElement): string | null => {
  const given = identifier(newsItem)
  const publicId = textAt(given, 'PublicIdentifier')
  if (publicId !== undefined) return isFullUrn(publicId) ? publicId.replace(revisionAtEnd, '') : publicId
  const parts = [textAt(given, 'ProviderId'), textAt(given, 'DateId'), textAt(given, 'NewsItemId')]
  return parts[2] === undefined ? null : `urn:newsml:${parts.map((part) => part ?? '').join(':')}`
}

// `urn:newsml:provider:date:item:revision`; ids with fewer parts end in something else.
const isFullUrn = (publicId: string): boolean => publicId.split(':').length >= 6 && revisionAtEnd.test(publicId)

/** An id that another item is referred to by, and its revision where the reference names one. */
export const targetOf = (reference: string): { readonly item: string; readonly version: string | null } =>
  isFullUrn(reference)
    ? { item: reference.replace(revisionAtEnd, ''), version: revisionAtEnd.exec(reference)?.[1] ?? null }
    : { item: reference, version: null }

/** The revision as given, else the one in the public identifier, else the header's, else 1. */
export const versionOf = (newsItem: XmlElement, hints: Hints, warnings: string[]): string => {
  const given = identifier(newsItem)
  const own = textAt(given, 'RevisionId') ?? targetOf(textAt(given, 'PublicIdentifier') ?? '').version
  return documentWins('wire-version', own, hints.version, warnings) ?? '1'
}

/** The revision before this one, and whether this one replaces only parts of it. */
export const revisionOf = (
  newsItem: XmlElement,
): { readonly previous: string | undefined; readonly isPartial: boolean } => {
  const revision = childAt(identifier(newsItem), 'RevisionId')
  const previous = attributeOf(revision, 'PreviousRevision')
  return {
    previous: previous === '0' ? undefined : previous,
    isPartial: /^[UA]$/i.test(attributeOf(revision, 'Update') ?? ''),
  }
}

/** Who provides an item: the header's code, else the provider in its identity, else the one it names, else the sender. */
export const providerOf = (
  newsItem: XmlElement,
  envelope: XmlElement | undefined,
  components: readonly Component[],
  hints: Hints,
): string => {
  if (hints.provider !== null) return hints.provider
  const names = [
    textAt(identifier(newsItem), 'ProviderId'),
    ...inComponents(components, 'AdministrativeMetadata', 'Provider', 'Party').map(partyName),
    ...childrenOf(childAt(envelope, 'SentFrom'), 'Party').map(partyName),
    ...inComponents(components, 'AdministrativeMetadata', 'Source', 'Party').map(partyName),
    attributeOf(childAt(envelope, 'NewsService'), 'FormalName'),
  ]
  return firstProviderCode(names) ?? unknownProvider
}

/** The name of a party. */
export const partyName = (party: XmlElement): string | undefined => attributeOf(party, 'FormalName') ?? textIn(party)

export type ItemTimes = {
  readonly saidAt: string | null
  readonly timeTrust: TimeTrust
  readonly firstCreated: string | undefined
  readonly versionCreated: string | undefined
  readonly sent: string | undefined
  /** When the status changes, and to what. */
  readonly statusChange: { readonly at: string; readonly status: string | undefined } | undefined
}

/** The times of an item; this revision was said when it was made, else when it was sent, else when the first one was. */
export const timesOf = (
  newsItem: XmlElement,
  envelope: XmlElement | undefined,
  hints: Hints,
  warnings: string[],
): ItemTimes => {
  const read = (name: string, text: string | undefined): ReadTime | undefined => {
    const time = text === undefined ? undefined : isoTimeOf(text, hints.timeZone)
    if (text !== undefined && time === undefined)
      warnings.push(`${name} ${JSON.stringify(text.slice(0, 64))} is no time and was not used`)
    return time
  }
  const management = childAt(newsItem, 'NewsManagement')
  const firstCreated = read('FirstCreated', textAt(management, 'FirstCreated'))
  const versionCreated = read('ThisRevisionCreated', textAt(management, 'ThisRevisionCreated'))
  const sent = read('DateAndTime', textAt(envelope, 'DateAndTime'))
  const change = childAt(management, 'StatusWillChange')
  const changes = read('StatusWillChange', textAt(change, 'DateAndTime'))
  const said = versionCreated ?? sent ?? firstCreated
  return {
    saidAt: documentWins('wire-said-at', said?.at ?? null, hints.saidAt, warnings),
    timeTrust: said?.trust ?? (hints.saidAt === null ? 'none' : 'exact'),
    firstCreated: firstCreated?.at,
    versionCreated: versionCreated?.at,
    sent: sent?.at,
    statusChange:
      changes === undefined
        ? undefined
        : { at: changes.at, status: attributeOf(childAt(change, 'FutureStatus'), 'FormalName') },
  }
}
