import { decodeEntities } from '../../markup/entities.js'
import { htmlToText } from '../../markup/html-to-text.js'
import { childAt, childrenOf, rawTextIn, textAt, type XmlElement } from '../../xml/xml-element.js'

/** The block that speaks for the alert: in the language that was asked for, else in its main language, else the first. */
export const chosenInfo = (alert: XmlElement, language: string | null): XmlElement | undefined => {
  const blocks = childrenOf(alert, 'info')
  const tagOf = (block: XmlElement) => languageOf(block).toLowerCase()
  const wanted = language?.toLowerCase()
  const main = wanted?.split('-', 1)[0]
  return (
    blocks.find((block) => wanted !== undefined && tagOf(block) === wanted) ??
    blocks.find((block) => main !== undefined && tagOf(block).split('-', 1)[0] === main) ??
    blocks[0]
  )
}

/** The language of a block; without one it is US English (CAP 1.2 §3.2.2). */
export const languageOf = (block: XmlElement): string => (textAt(block, 'language') ?? 'en-US').replaceAll('_', '-')

const markup = /<\/?(?:p|br|div|b|i|ul|ol|li|a|strong|em)(?:\s[^<>]{0,500})?\/?>/i

/** The words of a field, lines kept: CAP has no markup, but some send it escaped. */
export const wordsOf = (block: XmlElement, name: string): string | undefined => {
  const element = childAt(block, name)
  const raw = element === undefined ? '' : rawTextIn(element)
  const text = markup.test(raw) ? htmlToText(raw) : linesOf(decodeEntities(raw))
  return text === '' ? undefined : text
}

// Lines are kept: lists of a plain text are told by nothing else.
const linesOf = (raw: string): string =>
  raw
    .split(/\r\n?|\n/)
    .map((line) => line.replace(/[ \t\u00a0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/**
 * All that an alert has to say: description and instruction of the chosen block, then of the others with their headlines,
 * each text once; senders repeat a block for every area.
 */
export const textOf = (alert: XmlElement, chosen: XmlElement | undefined): string | undefined => {
  const said = new Set<string>()
  const blocks = childrenOf(alert, 'info')
  const others = blocks.filter((block) => block !== chosen)
  const texts = [chosen, ...others].flatMap((block) => {
    if (block === undefined) return []
    const names = block === chosen ? ['description', 'instruction'] : ['headline', 'description', 'instruction']
    return names.flatMap((name) => {
      const text = wordsOf(block, name)
      if (text === undefined || said.has(text) || text === textAt(chosen, 'headline')) return []
      said.add(text)
      return [text]
    })
  })
  return texts.length === 0 ? undefined : texts.join('\n\n')
}
