import type { Particulars } from '#incident'
import { isoTimeOf, type ReadTime } from '../../times/iso-time.js'
import { attributeOf, childAt, childrenOf, type XmlElement } from '../../xml/xml-element.js'
import { present } from '../present.js'
import { embargoInWords } from './embargo-in-words.js'
import type { NitfParts } from './parts.js'

/** The times of a document, each with how far it can be trusted. */
export type NitfTimes = {
  readonly issued: ReadTime | undefined
  readonly release: ReadTime | undefined
  readonly expires: ReadTime | undefined
  readonly published: ReadTime | undefined
  readonly firstCreated: ReadTime | undefined
}

/** Reads the times of a document; one that is no time becomes a warning. `timeZone` (IANA) is of those without offset. */
export const timesOf = ({ head, docdata }: NitfParts, timeZone: string | null, warnings: string[]): NitfTimes => {
  const timeIn = (element: XmlElement | undefined, attribute: string, field: string): ReadTime | undefined => {
    const given = attributeOf(element, attribute)
    if (given === undefined) return undefined
    const time = isoTimeOf(withT(given), timeZone)
    if (time === undefined) warnings.push(`${field} ${JSON.stringify(given.slice(0, 64))} is no time and was not used`)
    return time
  }
  const norm = (name: string) => timeIn(childAt(docdata, name), 'norm', `docdata/${name}`)
  return {
    issued: norm('date.issue'),
    release: norm('date.release'),
    expires: norm('date.expire'),
    published: timeIn(childAt(head, 'pubdata'), 'date.publication', 'pubdata'),
    firstCreated: childrenOf(head, 'revision-history')
      .flatMap((step) => timeIn(step, 'norm', 'revision-history') ?? [])
      .sort((a, b) => (a.at < b.at ? -1 : 1))[0],
  }
}

// NITF 3.1 writes a day without a time as `YYYYMMDD000000-HHMM`, without the T.
const withT = (text: string): string => text.replace(/^(\d{8})(\d{6}(?:[+-]\d{4}|Z)?)$/, '$1T$2')

/** When this version was made: its issue, else its publication, else the last of its release. */
export const saidIn = ({ issued, published, release }: NitfTimes): ReadTime | undefined =>
  issued ?? published ?? release

/** The times as particulars; a release that is not after the issue is no embargo. */
export const timeParticulars = (
  times: NitfTimes,
  isEmbargoed: boolean,
  toldInWords: string,
  timeZone: string | null,
): Particulars => {
  const { issued, release, expires, firstCreated, published } = times
  const said = saidIn(times)
  const isHeldUntil = release !== undefined && (isEmbargoed || isLater(release, issued ?? published))
  return present<Particulars>({
    firstCreated: firstCreated?.at,
    issued: issued?.at,
    timeTrust: said?.trust,
    embargoedUntil: isHeldUntil
      ? release.at
      : isEmbargoed && said !== undefined
        ? embargoInWords(toldInWords, said.at, timeZone)
        : undefined,
    expires: expires?.at,
  })
}

const isLater = (release: ReadTime, than: ReadTime | undefined): boolean => than === undefined || release.at > than.at
