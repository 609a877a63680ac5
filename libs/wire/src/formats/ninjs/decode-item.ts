import { classify } from '../../action/classify.js'
import type { RejectionCode } from '../../codes.js'
import { member, type JsonObject } from '../../json/json-object.js'
import { itemProblem, versionProblem } from '../../names.js'
import type { Hints, Problem, WireUpdate } from '../../wire-update.js'
import { documentWins } from '../document-wins.js'
import { languageOf } from '../language.js'
import { urgencyIn } from '../urgency.js'
import { itemOf, providerOf, versionOf } from './identity.js'
import { firstText } from '../../json/members.js'
import { signsOf } from './ninjs-signs.js'
import { particularsOf } from './particulars.js'
import { relationsOf } from './relations.js'
import { saidAtOf } from './times.js'
import { bodyOf, headlineOf, type Words } from './words.js'

export type DecodedItem =
  | { readonly problem: Problem & { readonly code: RejectionCode } }
  | { readonly problem?: undefined; readonly update: WireUpdate; readonly warnings: readonly string[] }

/** One ninjs item as a wire update. What cannot be used becomes a warning; only an unusable identity is a problem. */
export const decodeItem = (object: JsonObject, hints: Hints): DecodedItem => {
  const warnings: string[] = []
  const item = documentWins('wire-item', itemOf(object) ?? null, hints.item, warnings)
  const version = versionOf(object, hints, warnings)
  const headline = headlineOf(object)
  const body = bodyOf(object)
  const problem = identityProblem(item, version, headline ?? body)
  if (problem !== undefined) return { problem }
  const provider = providerOf(object, hints)
  const { action, evidence } = classify(signsOf(object, provider, headline, body))
  if (headline === undefined && body === undefined && action !== 'kill')
    warnings.push('says nothing: no headline, body or description')
  const urgency = urgencyIn('urgency', firstText(object, ['urgency'])?.value, warnings)
  const { saidAt, timeTrust } = saidAtOf(object, hints, warnings)
  const update: WireUpdate = {
    format: 'ninjs',
    provider,
    item,
    version,
    action,
    saidAt,
    headline: headline?.text ?? null,
    text: body?.text ?? null,
    language: languageOf(firstText(object, ['language'])?.value.replaceAll('_', '-'), hints, warnings),
    slug: firstText(object, ['slugline'])?.value ?? null,
    urgency,
    incident: hints.incident,
    relations: relationsOf(object, provider),
    claims: null,
    withdraws: [],
    particulars: {
      ...particularsOf(
        object,
        { provider, headline: headline?.text ?? null, urgency, timeZone: hints.timeZone },
        warnings,
      ),
      timeTrust,
    },
    evidence: { ...evidence, ...otherEvidence(object, headline, body) },
  }
  if (isKillInWords(evidence.action))
    warnings.push('a kill in words: it takes out this item only, any other must be named by a relation')
  return { update, warnings }
}

const identityProblem = (
  item: string | null,
  version: string,
  words: Words | undefined,
): (Problem & { code: RejectionCode }) | undefined => {
  if (item === null) {
    if (words !== undefined) return undefined
    return {
      code: 'WIRE_NOTHING_SAID',
      path: '',
      message: 'neither uri nor guid, and no headline, body or description',
    }
  }
  const badItem = itemProblem(item)
  if (badItem !== undefined) return { code: 'WIRE_FIELDS', path: '/uri', message: badItem }
  const badVersion = versionProblem(version)
  return badVersion === undefined ? undefined : { code: 'WIRE_FIELDS', path: '/version', message: badVersion }
}

const otherEvidence = (object: JsonObject, headline: Words | undefined, body: Words | undefined) => {
  return {
    ...(headline === undefined ? {} : { headline: headline.field }),
    ...(body === undefined ? {} : { text: body.field }),
    ...(member(object, 'guid') !== undefined && member(object, 'uri') === undefined ? { dialect: 'superdesk' } : {}),
  }
}

const isKillInWords = (decided: unknown): boolean =>
  typeof decided === 'object' && decided !== null && 'rule' in decided && decided.rule === 'text-kill'
