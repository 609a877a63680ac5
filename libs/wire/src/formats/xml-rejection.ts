import { rejected } from '../rejection.js'
import type { Rejected } from '../wire-update.js'
import type { XmlReading } from '../xml/read-xml.js'

/** The rejection of bytes that are no XML that can be read. */
export const xmlRejection = ({ code, path, message }: Extract<XmlReading, { readonly ok: false }>): Rejected =>
  rejected(code, `${path}: ${message}`, [{ path, message }])
