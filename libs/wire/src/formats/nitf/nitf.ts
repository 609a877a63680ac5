import type { Content } from '../../content/content.js'
import type { Decoded, Hints, Rejected } from '../../wire-update.js'
import { rootNameOf } from '../../xml/root-name.js'
import type { Format } from '../format.js'
import { xmlRejection } from '../xml-rejection.js'
import { decodeDocument } from './decode-document.js'

const recognises = (content: Content): boolean => rootNameOf(content) === 'nitf'

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.xml()
  if (!reading.ok) return xmlRejection(reading)
  const decoded = decodeDocument(reading.root, hints)
  if (decoded.outcome === 'rejected' || reading.warning === null) return decoded
  return { ...decoded, warnings: [reading.warning, ...decoded.warnings] }
}

/** IPTC NITF 2.5 to 3.6, and the dialects of AAP, AP, NTB and PA Media. */
export const nitf: Format = {
  name: 'nitf',
  mediaTypes: ['application/nitf+xml', 'text/vnd.iptc.nitf'],
  weak: false,
  recognises,
  decode,
}
