import type { FactKind } from '../fact-kind.js'

const states = ['reported', 'ongoing', 'sporadic', 'contained', 'over']

/** What is going on at this moment. */
export const activity: FactKind = {
  name: 'activity',
  owns: (path) => path === 'activity',
  momentary: true,
  counted: false,
  alwaysAllegation: false,
  parse: (value, detail) =>
    typeof value === 'string' && states.includes(value)
      ? { ok: true, value, ...(detail === undefined ? {} : { detail }) }
      : { ok: false, message: `expected one of ${states.join(', ')}` },
  examples: states.map((value) => ({ path: 'activity', value })),
}
