import { textAt, type XmlElement } from '../../xml/xml-element.js'

const byUrgency: { readonly [word: string]: number } = { immediate: 1, expected: 3, future: 4, past: 4, unknown: 4 }
const bySeverity: { readonly [word: string]: number } = { extreme: 0, severe: 1, moderate: 2, minor: 3, unknown: 1 }
const byCertainty: { readonly [word: string]: number } = { possible: 1, unlikely: 2 }

const at = (table: { readonly [word: string]: number }, word: string | undefined): number | undefined => {
  const key = word?.toLowerCase() ?? ''
  return Object.hasOwn(table, key) ? table[key] : undefined
}

/**
 * CAP's three axes on the one scale of wires, our choice: how soon one must act (Immediate 1, Expected 3, later or past
 * 4), lower by one where it is Severe or of unknown severity, two where Moderate, three where Minor, and lower by one more
 * where it is only possible, two where unlikely. So Immediate and Extreme is a flash, Immediate and Severe an alert. Null
 * where the alert does not say how soon.
 */
export const urgencyOf = (block: XmlElement | undefined): number | null => {
  const urgency = at(byUrgency, textAt(block, 'urgency'))
  if (urgency === undefined) return null
  const severity = at(bySeverity, textAt(block, 'severity')) ?? 1
  return Math.min(8, urgency + severity + (at(byCertainty, textAt(block, 'certainty')) ?? 0))
}

/** The three axes as the alert spells them. */
export const priorityOf = (block: XmlElement | undefined): string | undefined => {
  const words = ['urgency', 'severity', 'certainty'].map((name) => textAt(block, name) ?? '')
  return words.every((word) => word === '') ? undefined : words.join('/')
}
