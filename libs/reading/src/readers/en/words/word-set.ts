/** A set of the words of a list written with spaces. */
export const wordSet = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u))
