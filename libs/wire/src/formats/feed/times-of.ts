import type { ReadTime } from '../../times/iso-time.js'
import { childrenOf, textIn, type XmlElement } from '../../xml/xml-element.js'
import { feedTimeOf } from './feed-time.js'

/**
 * The first time (see {@link feedTimeOf}) in the child elements of some names, in the order of the names, and what of
 * those before it holds none.
 */
export const timeUnder = (
  parent: XmlElement,
  names: readonly string[],
  timeZone: string | null,
): { readonly time: ReadTime | undefined; readonly bad: readonly string[] } => {
  const bad: string[] = []
  for (const element of names.flatMap((name) => childrenOf(parent, name))) {
    const given = textIn(element)
    if (given === undefined) continue
    const time = feedTimeOf(given, timeZone)
    if (time !== undefined) return { time, bad }
    bad.push(`${element.name} ${JSON.stringify(given.slice(0, 64))}`)
  }
  return { time: undefined, bad }
}
