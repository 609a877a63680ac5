import type { FactKind } from '../fact-kind.js'

const path = /^casualties\/(?:killed|injured|missing|arrested|detained|released)\/[a-z][a-z0-9_.-]*(?: [a-z0-9_.-]+)*$/
const units = ['exact', 'atLeast', 'about']

/** How many people of a group were killed, injured and so on. */
export const casualties: FactKind = {
  name: 'casualties',
  owns: (fact) => path.test(fact),
  momentary: false,
  counted: true,
  alwaysAllegation: false,
  parse: (value, detail) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      return { ok: false, message: 'expected a whole number of 0 or more' }
    }
    const unit = detail?.['unit']
    if (unit !== undefined && !(typeof unit === 'string' && units.includes(unit))) {
      return { ok: false, message: `expected detail.unit to be one of ${units.join(', ')}` }
    }
    // -0 is a number of JSON too, and would print as 0 but compare as another value.
    return { ok: true, value: value + 0, ...(detail === undefined ? {} : { detail }) }
  },
  examples: [
    { path: 'casualties/killed/police', value: 1 },
    { path: 'casualties/injured/police', value: 3, detail: { serious: 1 } },
    { path: 'casualties/missing/unknown', value: 12, detail: { unit: 'atLeast' } },
    { path: 'casualties/released/attackers', value: 0 },
  ],
}
