/** The header line of an IPTC 7901 message. */
export type Iptc7901Header = {
  /** Source and number on the line it came over, `eca062`: it counts transmissions. */
  readonly source: string
  readonly sourceNumber: string
  /** One digit, 1 most urgent. */
  readonly priority: string
  readonly category: string
  readonly wordCount: number | null
  /** The number by which the service itself names the item, `dpa 157`; null where the line has only the first one. */
  readonly service: string | null
  readonly serviceNumber: string | null
  /** Where the next line begins. */
  readonly end: number
}

const gap = String.raw`[\s\u0001-\u001f\ufffd?.*]`
const line = new RegExp(
  String.raw`^${gap}{0,40}?([A-Za-z]{2,5}) ?(\d{3,5}) +([1-9]) +([A-Za-z]{1,6}) +(\d{1,5})(?: +([^\n]{0,80}?))?\s*$`,
)
const own = /(?:^|[ /])([A-Za-z]{2,5})[ -]?((?:[A-Z]{2})?\d{2,5})$/

/** The header line; undefined where the text does not begin with one. */
export const iptc7901HeaderOf = (message: string): Iptc7901Header | undefined => {
  const lead = /^[\s\u0016]*/.exec(message.slice(0, 2000))?.[0].length ?? 0
  const newline = message.indexOf('\n', lead)
  const end = newline === -1 ? message.length : newline
  const match = line.exec(message.slice(lead, end).slice(0, 200))
  if (match === null) return undefined
  const [, source = '', sourceNumber = '', priority = '', category = '', words = '', rest = ''] = match
  const named = own.exec(rest.trim())
  return {
    source,
    sourceNumber,
    priority,
    category,
    wordCount: Number(words),
    service: named?.[1] ?? null,
    serviceNumber: named?.[2] ?? null,
    end: Math.min(end + 1, message.length),
  }
}
