import { parseText, type FactKind } from '../fact-kind.js'

/** What kind of thing happened, in the speaker's words. */
export const nature: FactKind = {
  name: 'nature',
  owns: (path) => path === 'nature',
  momentary: false,
  counted: false,
  alwaysAllegation: false,
  parse: parseText,
  examples: [{ path: 'nature', value: 'terrorist attack' }],
}
