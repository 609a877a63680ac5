import type { Sign } from '../../action/signs.js'
import { childrenOf, descendantsOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import { feedTimeOf } from './feed-time.js'

/** What an entry says in the words of the Common Alerting Protocol, as an index of alerts or around a whole one. */
export type CapWords = {
  readonly status: readonly Sign[]
  readonly signals: readonly Sign[]
  readonly expires: string | undefined
  readonly areas: readonly string[]
  readonly incidents: readonly string[]
  /** The description of an alert that stands in the entry. */
  readonly description: string | undefined
}

const isCap = ({ namespace }: XmlElement): boolean => /emergency:cap|incident\.com\/cap/.test(namespace)

/** The words of CAP in an entry; none of them where it has none. `timeZone` (IANA) is of times without an offset. */
export const capWordsOf = (entry: XmlElement, timeZone: string | null): CapWords => {
  const alert = descendantsOf(entry, 'alert').find(isCap)
  const parts = alert === undefined ? childrenOf(entry).filter(isCap) : descendantsOfAll(alert)
  const texts = (name: string): readonly string[] =>
    parts.filter((part) => part.name === name).flatMap((part) => textIn(part) ?? [])
  const msgType = texts('msgType').map((value) => ({ field: 'cap:msgType', value }))
  const [expires] = texts('expires')
  return {
    status: [
      ...texts('status').map((value) => ({ field: 'cap:status', value })),
      ...msgType.filter(({ value }) => /^cancel/i.test(value)),
    ],
    signals: msgType,
    expires: expires === undefined ? undefined : feedTimeOf(expires, timeZone)?.at,
    areas: texts('areaDesc'),
    incidents: texts('incidents').flatMap((list) => list.split(/\s+/)),
    description: alert === undefined ? undefined : textAt(alert, 'info', 'description'),
  }
}

const descendantsOfAll = (alert: XmlElement): readonly XmlElement[] => [
  ...childrenOf(alert),
  ...childrenOf(alert, 'info').flatMap((info) => [
    ...childrenOf(info),
    ...childrenOf(info, 'area').flatMap((area) => childrenOf(area)),
  ]),
]
