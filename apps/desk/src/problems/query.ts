import { parseTime } from '#eventing'
import { decodeCursor } from '#read-model'
import { Problem, type FieldProblem } from '#service'

export type Query = { readonly [name: string]: string | readonly string[] | undefined }

/** Reads query parameters and collects what is wrong with them; `check` throws a 400 that names every bad one. */
export const readQuery = (query: Query) => {
  const problems: FieldProblem[] = []
  const wrong = (path: string, message: string): null => {
    problems.push({ path, message })
    return null
  }
  const text = (name: string): string | null => {
    const value = query[name]
    if (value === undefined || value === '') return null
    if (typeof value !== 'string') return wrong(name, 'must be given once')
    return /\u0000|\p{Surrogate}/u.test(value) ? wrong(name, 'holds a character that no text may hold') : value
  }
  const whole = (name: string, least: number, most: number): number | null => {
    const value = text(name)
    if (value === null) return null
    const fits = /^\d{1,15}$/.test(value) && Number(value) >= least && Number(value) <= most
    return fits ? Number(value) : wrong(name, `must be a whole number from ${least} to ${most}`)
  }
  return {
    text,
    whole,
    time: (name: string): string | null => {
      // A plus sign in a query string is a space; in a time it can only have been the sign of the offset.
      const value = text(name)?.replace(/ (?=\d{2}:?\d{2}$)/, '+') ?? null
      return value === null ? null : (parseTime(value) ?? wrong(name, 'must be an RFC 3339 time with an offset'))
    },
    limit: (): number => whole('limit', 1, 200) ?? 50,
    cursor: (parts: number): (string | number)[] | null => {
      const value = text('cursor')
      return value === null ? null : (decodeCursor(value, parts) ?? wrong('cursor', 'is not one that a page gave'))
    },
    wrong,
    check: (): void => {
      if (problems.length > 0)
        throw new Problem(
          400,
          'DESK_QUERY',
          problems.map(({ path, message }) => `${path} ${message}`).join('; '),
          problems,
        )
    },
  }
}
