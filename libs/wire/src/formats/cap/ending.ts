import { isoTimeOf, type ReadTime } from '../../times/iso-time.js'
import { childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'

/**
 * Whether an alert says that its event has ended, which is no cancellation of what was said before: every block says
 * that all is clear, names its event a cancellation, or is past and expires as it is sent; `timeZone` (IANA) is of times without
 * an offset.
 */
export const isEventEnded = (alert: XmlElement, timeZone: string | null): boolean => {
  const msgType = textAt(alert, 'msgType')?.toLowerCase()
  if (msgType !== 'alert' && msgType !== 'update') return false
  const blocks = childrenOf(alert, 'info')
  const sent = isoTimeOf(textAt(alert, 'sent') ?? '', timeZone)
  return (
    blocks.length > 0 &&
    blocks.every((block) => {
      const expires = isoTimeOf(textAt(block, 'expires') ?? '', timeZone)
      return ends(block, msgType === 'update', isOver(expires, sent))
    })
  )
}

const ends = (block: XmlElement, isUpdate: boolean, isExpired: boolean): boolean => {
  if (childrenOf(block, 'responseType').some((type) => textIn(type)?.toLowerCase() === 'allclear')) return true
  if (!isUpdate) return false
  if (/\b(?:cancell?ation|cancell?ed|ended|all clear)$/i.test(textAt(block, 'event') ?? '')) return true
  return textAt(block, 'urgency')?.toLowerCase() === 'past' && isExpired
}

const isOver = (expires: ReadTime | undefined, sent: ReadTime | undefined): boolean =>
  expires !== undefined && sent !== undefined && expires.at <= sent.at
