import type { Json } from '#eventing'
import { publisherActions, type Action } from '#incident'
import type { Content } from '../../content/content.js'
import { isObject, member, type JsonObject } from '../../json/json-object.js'
import { incidentProblem, isLanguageTag, itemProblem, versionProblem } from '../../names.js'
import { rejected, summaryOf } from '../../rejection.js'
import type { Decoded, Hints, Problem, Rejected, WireUpdate } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import type { Format } from '../format.js'
import { jsonRejection } from '../json-rejection.js'
import { fieldReader, kindOf, type FieldReader } from './field-reader.js'
import { readGivenClaims } from './given-claims.js'
import { providerProblem, readRelations, readWithdraws } from './given-relations.js'

/** The content type of the Wireledger update. */
export const wireledgerMediaType = 'application/vnd.wireledger.update+json'

const ownWords = ['provider', 'item', 'action', 'headline', 'text', 'claims', 'withdraws']
const othersWords = ['uri', 'guid', '$standard', 'standard', '$schema', 'specversion', 'headlines', 'bodies']

const hasShape = (value: Json): boolean => {
  if (!isObject(value)) return false
  const isIdentified = typeof member(value, 'provider') === 'string' && typeof member(value, 'item') === 'string'
  if (isIdentified) return true
  if (typeof member(value, 'item') === 'object' || othersWords.some((key) => Object.hasOwn(value, key))) return false
  return ownWords.some((key) => Object.hasOwn(value, key))
}

const recognises = (content: Content): boolean => {
  const reading = content.json()
  return reading.ok && hasShape(reading.value)
}

const decode = (content: Content, hints: Hints): Decoded | Rejected => {
  const reading = content.json()
  if (!reading.ok) return jsonRejection(reading.problems)
  if (reading.duplicates.length > 0) return jsonRejection(reading.duplicates)
  if (isObject(reading.value)) return decodeDocument(reading.value, hints)
  const message = `one update is a JSON object, not ${kindOf(reading.value)}; many go as application/x-ndjson`
  return rejected('WIRE_FIELDS', message, [{ path: '', message }])
}

const decodeDocument = (object: JsonObject, hints: Hints): Decoded | Rejected => {
  const problems: Problem[] = []
  const warnings: string[] = []
  const read = fieldReader(object, problems)
  const identity = readIdentity(read, object, hints, warnings)
  const action = readAction(read)
  const given = read.list('claims')
  const claims = given === null ? null : readGivenClaims(given)
  const update: WireUpdate = {
    format: 'wireledger',
    ...identity,
    action: action ?? 'update',
    saidAt: documentWins('wire-said-at', read.time('saidAt'), hints.saidAt, warnings),
    headline: unlessBlank(read.text('headline')),
    text: unlessBlank(read.text('text')),
    language: documentWins('wire-language', read.text('language', languageProblem), hints.language, warnings),
    slug: unlessBlank(read.text('slug')),
    urgency: read.whole('urgency', 1, 9),
    incident: documentWins('wire-incident', read.text('incident', incidentProblem), hints.incident, warnings),
    relations: readRelations(read, identity.provider),
    claims: claims?.claims ?? null,
    withdraws: readWithdraws(read),
    particulars: {},
    evidence: {
      action: { field: action === null ? null : '/action', value: action, rule: action === null ? 'default' : 'given' },
    },
  }
  if (problems.length === 0 && saysNothing(update, given)) {
    problems.push({ path: '', message: 'headline, text or claims: one of them is required' })
  }
  if (problems.length > 0) return rejected('WIRE_FIELDS', summaryOf(problems), problems)
  return {
    outcome: 'decoded',
    format: 'wireledger',
    updates: [update],
    warnings: [...warnings, ...(claims?.warnings ?? [])],
  }
}

const readIdentity = (read: FieldReader, object: JsonObject, hints: Hints, warnings: string[]) => {
  const provider = documentWins('wire-provider', read.text('provider', providerProblem), hints.provider, warnings)
  const item = documentWins('wire-item', read.text('item', itemProblem), hints.item, warnings)
  const version = documentWins('wire-version', read.version('version', versionProblem), hints.version, warnings)
  if (provider === null && member(object, 'provider') === undefined)
    read.note('provider', 'is required, here or as wire-provider')
  if (item === null && member(object, 'item') === undefined) read.note('item', 'is required, here or as wire-item')
  return { provider: provider ?? '', item, version: version ?? '1' }
}

const readAction = (read: FieldReader): Action | null =>
  read.text('action', (text) =>
    isAction(text) ? undefined : `must be one of ${publisherActions.join(', ')}`,
  ) as Action | null

const isAction = (text: string): text is Action => (publisherActions as readonly string[]).includes(text)

const languageProblem = (text: string): string | undefined =>
  isLanguageTag(text) ? undefined : 'must be a BCP 47 language tag'

// A kill needs no words, and neither does an update that only takes claims back.
const saysNothing = (update: WireUpdate, given: readonly Json[] | null): boolean => {
  const takesBack =
    update.action === 'kill' ||
    update.action === 'withdraw' ||
    update.relations.length > 0 ||
    update.withdraws.length > 0
  // An empty list of claims is a statement too: there is nothing to claim, and the text is not read.
  return !takesBack && update.headline === null && update.text === null && given === null
}

const unlessBlank = (text: string | null): string | null => (text === null || text.trim() === '' ? null : text)

/** The project's own format (contract §2.3): everything explicit, claims included. */
export const wireledger: Format = {
  name: 'wireledger',
  mediaTypes: [wireledgerMediaType],
  weak: false,
  recognises,
  decode,
}
