import { classify } from '../../action/classify.js'
import { member, type JsonObject } from '../../json/json-object.js'
import { firstText, textOf } from '../../json/members.js'
import { itemProblem, providerCodeOf, versionProblem } from '../../names.js'
import type { Hints, Problem, WireUpdate } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { languageOf } from '../language.js'
import { urgencyIn } from '../urgency.js'
import { saidAtOf } from '../ninjs/times.js'
import { apSignsOf } from './ap-signs.js'
import { apItemIdOf } from './identity.js'
import { apParticularsOf } from './particulars.js'
import { apRelationsOf } from './relations.js'
import { apWordsOf } from './words.js'

export type DecodedApItem =
  | { readonly problem: Problem }
  | { readonly problem?: undefined; readonly update: WireUpdate; readonly warnings: readonly string[] }

/**
 * One item of AP as a wire update. `altids.itemid` stays the same through all revisions; `version` counts from 0 and
 * `altids.etag` changes with anything. `body` is what stands beside the item and may hold its story.
 */
export const decodeApItem = (object: JsonObject, body: JsonObject, hints: Hints): DecodedApItem => {
  const warnings: string[] = []
  const item = documentWins('wire-item', apItemIdOf(object) ?? null, hints.item, warnings)
  if (item === null) return { problem: { path: '/altids/itemid', message: 'is missing, and so is the uri' } }
  const badItem = itemProblem(item)
  if (badItem !== undefined) return { problem: { path: '/altids/itemid', message: badItem } }
  const { saidAt, timeTrust } = saidAtOf(object, hints, warnings)
  const own = textOf(member(object, 'version')) ?? null
  const version = documentWins('wire-version', own, hints.version, warnings) ?? saidAt ?? '0'
  const badVersion = versionProblem(version)
  if (badVersion !== undefined) return { problem: { path: '/version', message: badVersion } }
  const provider = hints.provider ?? providerCodeOf(firstText(object, ['provider'])?.value ?? 'ap') ?? 'ap'
  const words = apWordsOf(object, body)
  const urgency = urgencyIn('urgency', firstText(object, ['urgency'])?.value, warnings)
  const { action, evidence } = classify(apSignsOf(object, words))
  if (words.headline === null && words.text === null && action !== 'kill')
    warnings.push('says nothing: no headline, body or caption')
  const update: WireUpdate = {
    format: 'ap-media',
    provider,
    item,
    version,
    action,
    saidAt,
    headline: words.headline,
    text: words.text,
    language: languageOf(firstText(object, ['language'])?.value.replaceAll('_', '-'), hints, warnings),
    slug: firstText(object, ['slugline'])?.value ?? null,
    urgency,
    incident: hints.incident,
    relations: apRelationsOf(object, provider),
    claims: null,
    withdraws: [],
    particulars: {
      ...apParticularsOf(object, { provider, urgency, timeZone: hints.timeZone, ...words }, warnings),
      timeTrust,
    },
    evidence: { ...evidence, ...words.fields, ...noTakeOf(object, evidence.action) },
  }
  return { update, warnings }
}

// A later version whose slug names no take may have changed nothing but metadata: who knows the earlier one can tell.
const noTakeOf = (object: JsonObject, decided: unknown): { readonly metadataOnly?: 'possible' } => {
  const isByVersion = typeof decided === 'object' && decided !== null && 'rule' in decided && decided.rule === 'version'
  return isByVersion && member(object, 'type') === 'text' ? { metadataOnly: 'possible' } : {}
}
