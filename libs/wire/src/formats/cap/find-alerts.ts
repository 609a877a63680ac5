import { childAt, childrenOf, descendantsOf, textAt, type XmlElement } from '../../xml/xml-element.js'

/** An alert, and what the envelope around it says: an exercise may wrap a message that looks real. */
export type FoundAlert = {
  readonly alert: XmlElement
  readonly distributionStatus: string | undefined
  readonly confidentiality: string | undefined
}

const namespace = /^(?:urn:oasis:names:tc:emergency:cap:|http:\/\/www\.incident\.com\/cap\/)/
const isAlert = (element: XmlElement): boolean =>
  element.name === 'alert' &&
  (namespace.test(element.namespace) || (childAt(element, 'identifier') ?? childAt(element, 'msgType')) !== undefined)

/** The alerts of a document: itself, those of an EDXL distribution, or those in the entries of a feed. */
export const alertsIn = (root: XmlElement): readonly FoundAlert[] => {
  if (isAlert(root)) return [found(root, undefined)]
  const distribution = root.name === 'EDXLDistribution' ? root : descendantsOf(root, 'EDXLDistribution')[0]
  return descendantsOf(root, 'alert')
    .filter(isAlert)
    .map((alert) => found(alert, distribution))
}

const found = (alert: XmlElement, distribution: XmlElement | undefined): FoundAlert => ({
  alert,
  distributionStatus: textAt(distribution, 'distributionStatus'),
  confidentiality: textAt(distribution, 'combinedConfidentiality'),
})

/** Whether every entry of a feed is an alert: a feed with others in it is read as the feed it is. */
export const isFeedOfAlerts = (root: XmlElement): boolean => {
  const entries = root.name === 'entry' ? [root] : [...childrenOf(root, 'entry'), ...descendantsOf(root, 'item')]
  return entries.length > 0 && entries.every((entry) => descendantsOf(entry, 'alert').some(isAlert))
}
