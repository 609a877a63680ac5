import type { FactKind } from '../fact-kind.js'

/** Anything else that was said, under a topic of the publisher's choice. */
export const note: FactKind = {
  name: 'note',
  owns: (path) => /^note\/[^\s#]{1,200}$/.test(path),
  momentary: false,
  counted: false,
  alwaysAllegation: false,
  parse: (value, detail) => ({ ok: true, value, ...(detail === undefined ? {} : { detail }) }),
  examples: [
    { path: 'note/planned', value: true },
    { path: 'note/attackers.count', value: 30 },
    { path: 'note/sequence', value: ['road block', 'shooting'] },
  ],
}
