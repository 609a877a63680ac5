import type { Action } from '#incident'
import type { Signs } from './signs.js'

/** One rule: where to look, for what, and what it means. */
export type ActionRule = {
  readonly rule: string
  readonly action: Action
  readonly sources: readonly (keyof Signs)[]
  readonly pattern: RegExp
}

/** What ends a label such as `CORRECTED-` or `UPDATE 2:`; a plain word in a headline has none. */
const labelEnd = String.raw`\s*(?:\([^)]{0,40}\)\s*)?[-–—:/]`
const label = (words: string, flags = ''): RegExp =>
  new RegExp(String.raw`^[^\p{L}\p{N}]{0,20}(?:UPDATE\s+\d+\s*[-–—:]\s*)?(?:${words})${labelEnd}`, `u${flags}`)
/** A word among the flags that wires put in brackets after a slug or a headline: `(UPDATE 1, PIX, CORRECTED)`. */
const bracketed = (words: string): RegExp =>
  new RegExp(String.raw`\((?:[^()]{0,60}[\s,])?(?:${words})(?:[\s,][^()]{0,60})?\)`)
/** The last part of a code: `canceled` of `stat:canceled` or of a vocabulary's address. */
const code = (words: string): RegExp => new RegExp(String.raw`(?:^|[:/])(?:${words})$`, 'i')

const edNotePrefix = String.raw`^[^\p{L}\p{N}]{0,20}(?:(?:(?:eds?|editors?)(?:'s?)?(?:\s+notes?)?|attention|achtung)\s*[-–—:]\s*)?`
const edNote = (words: string): RegExp => new RegExp(String.raw`${edNotePrefix}(?:${words})(?=$|[^\p{L}])`, 'iu')

const correctionWords =
  'corrects?|corrected|correcting|corrections?|korjattu|korjaa|korrigiert|korrektur|korrigert|korrigerad|rättelse|' +
  'berichtigt|berichtigung|corrigé|corrige|rectifie|rectificatif|corrección|corregido|correzione|rettelse|retting'

/**
 * The rules in their order; the first hit decides, the others are kept as evidence. Changing a rule changes what new
 * updates are taken for and never what was already filed.
 */
export const actionRules: readonly ActionRule[] = [
  // A test of a kill kills nothing, and so does the draft of one.
  { rule: 'status-test', action: 'test', sources: ['status'], pattern: code('test|exercise') },
  { rule: 'status-draft', action: 'advisory', sources: ['status'], pattern: code('draft|system') },
  { rule: 'status-canceled', action: 'kill', sources: ['status'], pattern: code('cancel(?:l?ed)?|killed|annuleret') },
  { rule: 'text-kill', action: 'kill', sources: ['takes', 'headline', 'edNotes', 'opening'], pattern: /\bKILL KILL KILL\b|\bA kill is mandatory\b/ },
  { rule: 'signal-deleted', action: 'kill', sources: ['signals'], pattern: /^(?:edStat|itemRole|msgType):D$/ },
  { rule: 'text-kill', action: 'kill', sources: ['headline', 'edNotes', 'opening'], pattern: /^\W{0,20}(?:please kill\b.{0,40}\b(?:item|story|dispatch|article|report|picture|photo)\b|story withdrawn\b)/i },
  { rule: 'text-kill', action: 'kill', sources: ['headline', 'edNotes', 'opening'], pattern: /^\W{0,20}ADVISORY\s*[-–—:].{0,200}\b(?:story|item|report|alert|headline)\b.{0,60}\bwithdrawn\b/ },
  { rule: 'text-kill', action: 'kill', sources: ['takes', 'headline'], pattern: /^\W{0,20}(?:BULLETIN KILL|MANDATORY KILL|KILL)\b(?=\W|$)(?! [a-z])/ },
  { rule: 'status-withheld', action: 'hold', sources: ['status'], pattern: code('withheld') },
  { rule: 'text-hold', action: 'hold', sources: ['takes', 'headline', 'edNotes', 'opening'], pattern: /\bHOLD HOLD HOLD\b/ },
  { rule: 'text-hold', action: 'hold', sources: ['takes', 'headline', 'edNotes', 'opening'], pattern: /^\W{0,20}(?:eds?\W{1,3}|editors?\W{1,3})?(?:please )?(?:withhold|hold) (?:the |our )?(?:item|story|dispatch|report)\b/i },
  { rule: 'text-release', action: 'release', sources: ['headline', 'edNotes', 'opening'], pattern: /\bcan be used in its original form\b/i },
  // What AP says is no news content has no effect on the news, whatever else is said about it.
  { rule: 'not-newscontent', action: 'advisory', sources: ['kind'], pattern: /^not newscontent$/ },
  { rule: 'signal-correction', action: 'correction', sources: ['signals'], pattern: code('correction|corrected|korrektion') },
  { rule: 'signal-correction', action: 'correction', sources: ['signals'], pattern: /^(?:edStat|itemRole):C$/ },
  { rule: 'headline-correction', action: 'correction', sources: ['headline'], pattern: label('CORRECTED|CORRECTION|CORRECTS', 'i') },
  { rule: 'slug-corrective', action: 'corrective', sources: ['slug'], pattern: /(?:^|[\s,-])CORRECTIVE\b/i },
  { rule: 'take-correction', action: 'correction', sources: ['takes'], pattern: /^\W{0,5}(?:CORRECT(?:ED|ION|S)|CORR|KORREKTUR|KORRIGIERT|BERICHTIGUNG)\b/i },
  { rule: 'slug-correction', action: 'correction', sources: ['slug'], pattern: /[-,]\s?CORRECTION\b/i },
  { rule: 'flag-correction', action: 'correction', sources: ['headline', 'slug'], pattern: bracketed('CORRECTED|CORRECTION') },
  { rule: 'ednote-correction', action: 'correction', sources: ['edNotes'], pattern: edNote(correctionWords) },
  { rule: 'ednote-correction', action: 'correction', sources: ['edNotes'], pattern: /\bCORRECTS\b/ },
  { rule: 'headline-clarification', action: 'clarification', sources: ['headline'], pattern: label('CLARIFICATION|CLARIFIES', 'i') },
  { rule: 'ednote-clarification', action: 'clarification', sources: ['edNotes'], pattern: edNote('clarifies|clarification') },
  { rule: 'headline-refile', action: 'refile', sources: ['headline'], pattern: label('REFILE|REFILES') },
  { rule: 'take-refile', action: 'refile', sources: ['takes'], pattern: /^\W{0,5}REFILE[DS]?\b/i },
  { rule: 'flag-refile', action: 'refile', sources: ['headline', 'slug'], pattern: bracketed('REFILE') },
  { rule: 'ednote-refile', action: 'refile', sources: ['edNotes'], pattern: edNote('refiles?|refiled|refiling') },
  { rule: 'headline-repeat', action: 'repeat', sources: ['headline'], pattern: label('RPT|REPEAT') },
  { rule: 'take-repeat', action: 'repeat', sources: ['takes'], pattern: /^\W{0,5}(?:REPEAT|RPT|WIEDERHOLUNG)\b/i },
  { rule: 'test', action: 'test', sources: ['headline', 'slug'], pattern: /^\W{0,20}(?:TEST TEST TEST|TEST\W{1,5}(?:PLEASE )?(?:IGNORE|DISREGARD))\b/ },
  { rule: 'signal-update', action: 'update', sources: ['signals'], pattern: code('update|nyversion') },
  { rule: 'signal-update', action: 'update', sources: ['signals'], pattern: /^(?:edStat|itemRole):U$|^msgType:R$|^(?:\w{0,20}[:-])?update:[\w-]+$/ },
  { rule: 'headline-update', action: 'update', sources: ['headline'], pattern: label(String.raw`UPDATE\s+\d+`) },
  { rule: 'editorial-type', action: 'update', sources: ['signals'], pattern: /^(?:lead|writethru|add|insert|sub|new ?top)$/i },
  { rule: 'take', action: 'update', sources: ['slug', 'headline'], pattern: /\b\d{1,3}(?:st|nd|rd|th) (?:Ld|lead)\b(?:-Writethru)?/i },
  { rule: 'take', action: 'update', sources: ['slug'], pattern: /\b\d{1,3}(?:st|nd|rd|th)(?:[ -]?(?:add|insert|sub|writethru)|ld|lead)\b(?:-Writethru)?/i },
  { rule: 'take', action: 'update', sources: ['takes'], pattern: /^(?:\d{1,3}(?:st|nd|rd|th|\.)? ?\p{L}+|(?:lead|update|upd|zusammenfassung) ?\d{0,3}|extra)\b/iu },
  { rule: 'flag-update', action: 'update', sources: ['headline', 'slug'], pattern: bracketed(String.raw`UPDATE \d+`) },
  { rule: 'ednote-update', action: 'update', sources: ['edNotes'], pattern: edNote('updates|updated|updating|recasts|adds|raises|ajoute|actualise|complète|aktualisiert|ergänzt') },
  { rule: 'evolved-from', action: 'update', sources: ['evolvedFrom'], pattern: /./ },
  { rule: 'kind', action: 'advisory', sources: ['kind'], pattern: code('event|planning|advisory|advisories|daybook|(?:concept|knowledge|planning|catalog)Item') },
  { rule: 'signal-receipt', action: 'advisory', sources: ['signals'], pattern: code('ack|error') },
  { rule: 'version', action: 'update', sources: ['version'], pattern: /^0*(?:[2-9]|[1-9]\d+)$/ },
  { rule: 'signal-alert', action: 'new', sources: ['signals'], pattern: code('alert') },
  { rule: 'version', action: 'update', sources: ['revision'], pattern: /^0*[1-9]\d*$/ },
] // prettier-ignore
