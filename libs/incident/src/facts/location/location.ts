import type { Json } from '#eventing'
import type { FactKind } from '../fact-kind.js'

const named = (value: Json): boolean => {
  if (typeof value === 'string') return value.trim() !== ''
  return (
    value !== null &&
    typeof value === 'object' &&
    'name' in value &&
    typeof value.name === 'string' &&
    value.name.trim() !== ''
  )
}

/** Where it happens: the place, or the municipality it lies in. */
export const location: FactKind = {
  name: 'location',
  owns: (path) => path === 'location/place' || path === 'location/municipality',
  momentary: false,
  counted: false,
  alwaysAllegation: false,
  parse: (value, detail) =>
    named(value)
      ? { ok: true, value, ...(detail === undefined ? {} : { detail }) }
      : { ok: false, message: 'expected some text, or an object with a "name"' },
  examples: [
    { path: 'location/place', value: { name: 'Banjska', stated: 'village' } },
    { path: 'location/municipality', value: 'Leposaviq' },
  ],
}
