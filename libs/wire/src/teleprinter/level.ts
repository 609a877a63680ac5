import type { Level } from '#incident'

const levels: readonly Level[] = [
  'flash', 'alert', 'urgent', 'routine', 'routine', 'deferred', 'deferred', 'deferred', 'advance',
] // prettier-ignore

/** The level of an IPTC urgency from 1 (most) to 9. */
export const levelOf = (urgency: number): Level | undefined => levels[urgency - 1]
