import { parseText, type FactKind } from '../fact-kind.js'

/** Who is said to have done it: an allegation always, so it never has a best. */
export const perpetrator: FactKind = {
  name: 'perpetrator',
  owns: (path) => path === 'perpetrator',
  momentary: false,
  counted: false,
  alwaysAllegation: true,
  parse: parseText,
  examples: [{ path: 'perpetrator', value: 'unknown people' }],
}
