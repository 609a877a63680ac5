export type Severity = 'serious' | 'critical' | 'slight'

/** Words that say how badly people are hurt. */
export const severities: ReadonlyMap<string, Severity> = new Map([
  ['seriously', 'serious'],
  ['severely', 'serious'],
  ['gravely', 'serious'],
  ['badly', 'serious'],
  ['serious', 'serious'],
  ['severe', 'serious'],
  ['grave', 'serious'],
  ['critically', 'critical'],
  ['critical', 'critical'],
  ['slightly', 'slight'],
  ['lightly', 'slight'],
  ['minor', 'slight'],
  ['mildly', 'slight'],
])
