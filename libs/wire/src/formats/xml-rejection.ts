import { rejected } from '../rejection.js'
import type { Rejected } from '../wire-update.js'
import type { XmlReading } from '../xml/read-xml.js'

/** The rejection of bytes that are no well-formed XML, at the line and column where that shows. */
export const xmlRejection = ({ code, path, message }: Extract<XmlReading, { ok: false }>): Rejected =>
  rejected(code, `${path}: ${message}`, [{ path, message }])
