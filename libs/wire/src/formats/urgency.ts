/** A field's urgency on IPTC's scale, 1 to 9; null where it is missing, and with a warning where it is none. */
export const urgencyIn = (field: string, given: string | undefined, warnings: string[]): number | null => {
  if (given === undefined) return null
  if (/^[1-9]$/.test(given)) return Number(given)
  warnings.push(`${field} ${JSON.stringify(given.slice(0, 64))} is no whole number from 1 to 9 and was not used`)
  return null
}
