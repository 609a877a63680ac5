import { classify } from '../../action/classify.js'
import { isLanguageTag } from '../../names.js'
import { isoTimeOf } from '../../times/iso-time.js'
import type { Hints, WireUpdate } from '../../wire-update.js'
import { textAt, type XmlElement } from '../../xml/xml-element.js'
import { documentWins } from '../document-wins.js'
import { present } from '../present.js'
import { identityProblem, type XmlItem } from '../xml-items.js'
import type { FoundAlert } from './find-alerts.js'
import { itemOf, providerOf, relationsOf } from './identity.js'
import { chosenInfo, languageOf, textOf, wordsOf } from './info.js'
import { particularsOf } from './particulars.js'
import { isActual, signsOf } from './signs.js'
import { urgencyOf } from './urgency.js'

/** One alert as a wire update; `isAlone` where headers may speak for it. */
export const decodeAlert = (found: FoundAlert, hints: Hints, isAlone: boolean): XmlItem => {
  const { alert } = found
  const warnings: string[] = []
  const at = `line ${alert.line}`
  const item = documentWins('wire-item', itemOf(alert) ?? null, isAlone ? hints.item : null, warnings)
  const version = (isAlone ? hints.version : null) ?? '1'
  const chosen = chosenInfo(alert, hints.language)
  const headline = chosen === undefined ? undefined : (wordsOf(chosen, 'headline') ?? wordsOf(chosen, 'event'))
  const text = textOf(alert, chosen)
  const problem = identityProblem(at, item, version, headline !== undefined || text !== undefined)
  if (problem !== undefined) return { problem }
  if (headline === undefined && text === undefined) warnings.push('says nothing: no info block with words in it')
  const provider = providerOf(alert, hints)
  const { action, evidence } = classify(signsOf(found, headline))
  const update: WireUpdate = {
    format: 'cap',
    provider,
    item,
    version,
    action,
    saidAt: saidAtOf(found, isAlone ? hints : { ...hints, saidAt: null }, warnings),
    headline: headline?.replace(/\s+/g, ' ') ?? null,
    text: text ?? null,
    language: chosen === undefined || !isLanguageTag(languageOf(chosen)) ? hints.language : languageOf(chosen),
    slug: null,
    urgency: urgencyOf(chosen),
    incident: hints.incident,
    relations: relationsOf(alert, provider, isActual(found), hints),
    claims: null,
    withdraws: [],
    particulars: particularsOf(found, chosen, text, hints.timeZone, warnings),
    evidence: { ...evidence, ...spanOf(chosen, hints.timeZone) },
  }
  return { at, update, warnings }
}

// When the information counts and when the event itself begins: told beside the action, for the alert holds from its sending.
const spanOf = (chosen: XmlElement | undefined, timeZone: string | null) =>
  present({
    effective: isoTimeOf(textAt(chosen, 'effective') ?? '', timeZone)?.at,
    onset: isoTimeOf(textAt(chosen, 'onset') ?? '', timeZone)?.at,
  })

const saidAtOf = ({ alert }: FoundAlert, hints: Hints, warnings: string[]): string | null => {
  const given = textAt(alert, 'sent')
  const time = given === undefined ? undefined : isoTimeOf(given, hints.timeZone)
  if (given !== undefined && time === undefined)
    warnings.push(`sent ${JSON.stringify(given.slice(0, 64))} is no time and was not used`)
  return documentWins('wire-said-at', time?.at ?? null, hints.saidAt, warnings)
}
