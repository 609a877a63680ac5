import { isoTimeOf } from '../../times/iso-time.js'
import { childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'

/**
 * Whether an alert says that its event has ended, which is no cancellation of what was said before: every block says
 * that all is clear, names its event a cancellation, or is past and expires as it is sent.
 */
export const isEventEnded = (alert: XmlElement): boolean => {
  const msgType = textAt(alert, 'msgType')?.toLowerCase()
  if (msgType !== 'alert' && msgType !== 'update') return false
  const blocks = childrenOf(alert, 'info')
  return blocks.length > 0 && blocks.every((block) => ends(block, msgType === 'update', textAt(alert, 'sent')))
}

const ends = (block: XmlElement, isUpdate: boolean, sent: string | undefined): boolean => {
  if (childrenOf(block, 'responseType').some((type) => textIn(type)?.toLowerCase() === 'allclear')) return true
  if (!isUpdate) return false
  if (/\b(?:cancell?ation|cancell?ed|ended|all clear)$/i.test(textAt(block, 'event') ?? '')) return true
  return textAt(block, 'urgency')?.toLowerCase() === 'past' && isOver(textAt(block, 'expires'), sent)
}

const isOver = (expires: string | undefined, sent: string | undefined): boolean => {
  const end = isoTimeOf(expires ?? '')
  const from = isoTimeOf(sent ?? '')
  return end !== undefined && from !== undefined && end.at <= from.at
}
