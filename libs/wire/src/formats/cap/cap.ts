import type { Content } from '../../content/content.js'
import { rejected } from '../../rejection.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { rootNameOf } from '../../xml/root-name.js'
import type { Format } from '../format.js'
import { decodeEach } from '../xml-items.js'
import { xmlRejection } from '../xml-rejection.js'
import { decodeAlert } from './decode-alert.js'
import { alertsIn, isFeedOfAlerts } from './find-alerts.js'

const feeds = /^(?:feed|entry|rss|RDF)$/

const recognises = (content: Content): boolean => {
  const root = rootNameOf(content)
  if (root === undefined) return false
  const reading = content.xml()
  if (!reading.ok) return root === 'alert' || root === 'EDXLDistribution'
  if (feeds.test(root)) return isFeedOfAlerts(reading.root)
  return alertsIn(reading.root).length > 0
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const alerts = alertsIn(reading.root)
  if (alerts.length === 0) {
    const message = 'there is no CAP alert in it'
    return rejected('WIRE_NOTHING_SAID', message, [{ path: `line ${reading.root.line}`, message }])
  }
  return decodeEach(
    'cap',
    alerts,
    ({ alert }) => alert.line,
    (found) => decodeAlert(found, hints, alerts.length === 1),
    reading.warning === null ? [] : [reading.warning],
  )
}

/** OASIS CAP 1.0, 1.1 and 1.2, alone, in an EDXL-DE distribution or in the entries of a feed. */
export const cap: Format = {
  name: 'cap',
  mediaTypes: ['application/cap+xml', 'application/common-alerting-protocol+xml'],
  weak: false,
  recognises,
  decode,
}
