import type { ReadTime } from '../../times/iso-time.js'
import { textIn, type XmlElement } from '../../xml/xml-element.js'
import { feedTimeOf } from './feed-time.js'

/** The first of some elements that holds a time (see {@link feedTimeOf}), and what of those before it holds none. */
export const timeIn = (
  elements: readonly XmlElement[],
  timeZone: string | null,
): { readonly time: ReadTime | undefined; readonly bad: readonly string[] } => {
  const bad: string[] = []
  for (const element of elements) {
    const given = textIn(element)
    if (given === undefined) continue
    const time = feedTimeOf(given, timeZone)
    if (time !== undefined) return { time, bad }
    bad.push(`${element.name} ${JSON.stringify(given.slice(0, 64))}`)
  }
  return { time: undefined, bad }
}
