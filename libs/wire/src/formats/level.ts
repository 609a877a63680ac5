import type { Level } from '#incident'

const byUrgency: readonly Level[] = [
  'flash', 'alert', 'urgent', 'routine', 'routine', 'deferred', 'deferred', 'deferred',
] // prettier-ignore

/** How fast an urgency of IPTC's scale is to be read: 1 highest, 5 normal, 8 lowest; 9 is left to the provider. */
export const levelOfUrgency = (urgency: number | null): Level | undefined =>
  urgency === null ? undefined : byUrgency[urgency - 1]

const byPriority: { readonly [letter: string]: Level } = {
  f: 'flash', b: 'alert', u: 'urgent', r: 'routine', d: 'deferred', w: 'deferred', a: 'advance', s: 'advance',
} // prettier-ignore

/** How fast a priority letter of ANPA 1312 is to be read: `f` flash, `b` bulletin, `u` urgent, down to the advances. */
export const levelOfPriority = (letter: string | undefined): Level | undefined => {
  const key = letter?.trim().toLowerCase() ?? ''
  return Object.hasOwn(byPriority, key) ? byPriority[key] : undefined
}
