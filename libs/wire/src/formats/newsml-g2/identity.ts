import type { TimeTrust } from '#incident'
import { firstProviderCode, unknownProvider } from '../../names.js'
import { isoTimeOf } from '../../times/iso-time.js'
import type { Hints } from '../../wire-update.js'
import { attributeOf, childAt, textAt, type XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import { nameOf, labelOf, localPart } from './concept.js'

/** What the header of a news message says about all items in it. */
export type MessageHeader = {
  readonly sender: string | undefined
  readonly sent: string | undefined
  readonly transmitId: string | undefined
  readonly priority: string | undefined
}

/** The header of a message; of an item that came without one, nothing. */
export const headerOf = (root: XmlElement): MessageHeader => {
  const header = childAt(root, 'header')
  return {
    sender: textAt(header, 'sender'),
    sent: textAt(header, 'sent'),
    transmitId: textAt(header, 'transmitId'),
    priority: textAt(header, 'priority'),
  }
}

/**
 * Who provides an item: the header's code, else the item's provider by its literal, code, name or address, else the
 * sender of the message, else the authority in its id.
 */
export const providerOf = (item: XmlElement, header: MessageHeader, hints: Hints): string => {
  if (hints.provider !== null) return hints.provider
  const provider = childAt(item, 'itemMeta', 'provider')
  const qcode = attributeOf(provider, 'qcode')
  const code = qcode === undefined ? undefined : localPart(qcode)
  const names = [
    attributeOf(provider, 'literal'),
    // Numbers are places in somebody's list.
    code !== undefined && /\p{L}/u.test(code) ? code : undefined,
    nameOf(provider, null),
    labelOf(provider, null),
    header.sender,
    authorityIn(attributeOf(item, 'guid')),
  ]
  return firstProviderCode(names) ?? unknownProvider
}

const authorityIn = (guid: string | undefined): string | undefined =>
  /^(?:urn:newsml:|tag:)([^:,/]{1,253})[:,]/i.exec(guid ?? '')?.[1]

/** The `guid`; a package that has none goes by the transmission it came in alone. */
export const itemOf = (item: XmlElement, header: MessageHeader): string | null =>
  attributeOf(item, 'guid') ?? (item.name === 'packageItem' ? (header.transmitId ?? null) : null)

/** The version as given, else the header's, else 1 as the specification says. */
export const versionOf = (item: XmlElement, hints: Hints, warnings: string[]): string =>
  documentWins('wire-version', attributeOf(item, 'version') ?? null, hints.version, warnings) ?? '1'

export type ItemTimes = {
  readonly saidAt: string | null
  readonly timeTrust: TimeTrust
  readonly firstCreated: string | undefined
  readonly versionCreated: string | undefined
  readonly sent: string | undefined
  readonly embargoedUntil: string | undefined
}

/**
 * The times of an item, and when this version was said: when it was made, else sent, else when its content was.
 * What cannot be read becomes a warning, never another time.
 */
export const timesOf = (item: XmlElement, header: MessageHeader, hints: Hints, warnings: string[]): ItemTimes => {
  const read = (name: string, text: string | undefined) => {
    if (text === undefined) return undefined
    const time = isoTimeOf(text, hints.timeZone)
    if (time === undefined) warnings.push(`${name} ${JSON.stringify(text.slice(0, 64))} is no time and was not used`)
    return time
  }
  const itemMeta = childAt(item, 'itemMeta')
  const contentMeta = childAt(item, 'contentMeta')
  const firstCreated = read('firstCreated', textAt(itemMeta, 'firstCreated'))
  const versionCreated = read('versionCreated', textAt(itemMeta, 'versionCreated'))
  const sent = read('sent', header.sent)
  const modified = read('contentModified', textAt(contentMeta, 'contentModified'))
  const created = read('contentCreated', textAt(contentMeta, 'contentCreated'))
  const said = versionCreated ?? sent ?? modified ?? created ?? firstCreated
  const embargo = read('embargoed', textAt(itemMeta, 'embargoed'))
  return {
    saidAt: documentWins('wire-said-at', said?.at ?? null, hints.saidAt, warnings),
    timeTrust: said?.trust ?? (hints.saidAt === null ? 'none' : 'exact'),
    firstCreated: firstCreated?.at,
    versionCreated: versionCreated?.at,
    sent: sent?.at,
    embargoedUntil: embargo?.at,
  }
}
