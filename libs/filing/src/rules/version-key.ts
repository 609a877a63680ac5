/**
 * A text whose byte order is the version order of contract §3 rule 2, so that an index can find the version before:
 * whole numbers by length and digits, any other text after them.
 */
export const versionKey = (version: string): string => {
  if (!/^\d+$/.test(version)) return `1${version}`
  const digits = version.replace(/^0+/, '')
  return `0${String(digits.length).padStart(4, '0')}${digits}`
}
