import { firstProviderCode, unknownProvider } from '../../names.js'
import type { Hints } from '../../wire-update.js'
import { attributeOf, childAt, childrenOf, textAt, type XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import type { NitfParts } from './parts.js'

/** The id of this document; each lead of a story has another one. */
export const itemOf = ({ docdata }: NitfParts): string | undefined => {
  const given = attributeOf(childAt(docdata, 'doc-id'), 'id-string')
  return given?.replace(/\s+/g, ' ')
}

/** What the leads of one story share: the key for dynamic use, which providers use again after a while. */
export const chainOf = ({ docdata }: NitfParts): string | undefined => attributeOf(childAt(docdata, 'du-key'), 'key')

/** The version of the key as given, else its generation: never what the id of the document seems to count. */
export const givenVersionOf = ({ docdata }: NitfParts): string | undefined =>
  attributeOf(childAt(docdata, 'du-key'), 'version', 'generation')

/** The document's version, else the header's, else `1`. */
export const versionOf = (parts: NitfParts, hints: Hints, warnings: string[]): string =>
  documentWins('wire-version', givenVersionOf(parts) ?? null, hints.version, warnings) ?? '1'

/** The header's provider, else the first party of the document whose name makes a provider code, else `unknown`. */
export const providerOf = (parts: NitfParts, hints: Hints): string =>
  hints.provider ?? firstProviderCode(partyNamesOf(parts)) ?? unknownProvider

const partyNamesOf = ({ docdata, bodyHead }: NitfParts): readonly (string | undefined)[] => [
  attributeOf(childAt(docdata, 'doc-id'), 'regsrc'),
  attributeOf(lastHopOf(docdata), 'src-name'),
  textAt(bodyHead, 'distributor'),
  attributeOf(childAt(docdata, 'doc.rights'), 'owner', 'agent'),
  attributeOf(childAt(docdata, 'doc.copyright'), 'holder'),
]

const lastHopOf = (docdata: XmlElement | undefined): XmlElement | undefined => hopsOf(docdata).at(-1)

/** The services that a document went through, the first one first. */
export const hopsOf = (docdata: XmlElement | undefined): readonly XmlElement[] =>
  childrenOf(childAt(docdata, 'del-list'), 'from-src')
    .map((hop, index) => ({ hop, level: Number(attributeOf(hop, 'level-number') ?? index + 1) || index + 1 }))
    .sort((a, b) => a.level - b.level)
    .map(({ hop }) => hop)
