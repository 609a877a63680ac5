import { openingOf, type Sign, type Signs } from '../../action/signs.js'
import { isList, member, type JsonObject } from '../../json/json-object.js'
import { firstOf, namesOf } from '../../json/members.js'
import { evolvedFromOf } from './relations.js'
import { withholdsUntilLater } from '../pub-status.js'
import type { Words } from './words.js'

/** What a ninjs item says about the action, for the rules that all formats share. */
export const signsOf = (
  item: JsonObject,
  provider: string,
  headline: Words | undefined,
  body: Words | undefined,
): Signs => {
  const evolvedFrom = evolvedFromOf(item)
  return {
    // What a provider only withholds until a time is told by its publication status and is no recall.
    status: named(item, ['pubStatus', 'pubstatus']).filter(
      ({ value }) => !(withholdsUntilLater(provider) && /withheld$/i.test(value)),
    ),
    signals: [...named(item, ['signal']), ...named(item, ['signals'])],
    headline: headline === undefined ? [] : [{ field: headline.field, value: headline.text }],
    slug: [...named(item, ['slugline']), ...named(item, ['title'])],
    edNotes: named(item, ['edNote', 'ednote', 'edNotes', 'ednotes']),
    opening: body === undefined ? [] : openingOf(body.text, body.field),
    evolvedFrom: evolvedFrom === undefined ? [] : [{ field: '/evolvedfrom', value: evolvedFrom }],
    version: named(item, ['version']),
    kind: [...named(item, ['type']), ...named(item, ['genres', 'genre']), ...untyped(item)],
  }
}

// Only an item of the type has these members, and some leave the type out.
const untyped = (item: JsonObject): readonly Sign[] => [
  ...(member(item, 'eventDetails') === undefined ? [] : [{ field: '/eventDetails', value: 'event' }]),
  ...(member(item, 'plannedCoverage') === undefined ? [] : [{ field: '/plannedCoverage', value: 'planning' }]),
]

const named = (item: JsonObject, keys: readonly string[]): readonly Sign[] => {
  const found = firstOf(item, keys)
  if (found === undefined) return []
  const value = isList(found.value) ? found.value.map(noteText) : noteText(found.value)
  return namesOf(value).map((name) => ({ field: `/${found.key}`, value: name }))
}

// Notes of ninjs 2 and later may be objects with a role and a value.
const noteText = (value: Parameters<typeof namesOf>[0]) => {
  const text = typeof value === 'object' && value !== null && !isList(value) ? member(value, 'value') : undefined
  return text ?? value ?? null
}
