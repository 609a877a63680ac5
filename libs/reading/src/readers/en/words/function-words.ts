import { wordSet } from './word-set.js'

export const abbreviations =
  wordSet(`mr mrs ms dr sgt lt col gen capt maj cpl gov sen rep st prof no jan feb mar apr jun jul aug sep sept oct nov dec
  approx vs insp supt det const pm rev hon fr pres adm cmdr pte pvt`)

export const articles = wordSet('a an')
export const definites = wordSet('the this that these those')
export const possessives = wordSet('his her its their our my your whose')

export const auxiliaries =
  wordSet(`was were is are been being be has have had having got get gets remain remains remained went gone
  isn't wasn't weren't aren't hasn't haven't hadn't`)

/** May stand between a subject and its verb. */
export const verbAdverbs =
  wordSet(`also later then now still since reportedly allegedly already so far instantly immediately subsequently eventually
  finally currently officially confirmed reported declared pronounced found left lying fatally seriously critically slightly lightly severely badly
  gravely only both all all reported presumably thus therefore even just today yesterday tonight initially themselves since first never not
  either apparently said to instead quickly promptly briefly moderately listed mildly there dead trapped shot stabbed beaten`)

export const prepositions =
  wordSet(`in on at by of from with near into during for to over under outside inside along across around amid among between
  through since after before until till within without against toward towards off behind beside beneath upon per via despite following including
  aboard throughout above below beyond about as like than while when where because`)

export const conjunctions = wordSet('and or but nor yet so while whereas although though')

export const relatives = wordSet('who whom whose which that where')

export const weekdays = wordSet('monday tuesday wednesday thursday friday saturday sunday')
export const months =
  wordSet(`january february march april may june july august september october november december jan feb mar apr jun jul aug sep
  sept oct nov dec`)

/** Adverbs of time and place that may follow a noun phrase or verb without more. */
export const trailing =
  wordSet(`today yesterday tonight overnight early late earlier shortly soon nearby there here later instantly immediately
  ago last this next that yet again elsewhere worldwide nationwide simultaneously alone each every dead alive seriously critically slightly lightly
  badly severely so too already more less only just both`)

/** Verbs that put an end to the noun phrase before them, besides auxiliaries and the verbs of the measures. */
export const plainVerbs =
  wordSet(`said says say told tells added adds reported reports confirmed confirms announced stated wrote will would may might could
  can should must shall did does do do died went came come comes took take takes fled flee made make makes began started blew opened attacked
  stormed used put puts stands stood rose rises fell climbed reached hit saw heard lay lie need needed needs suffered sustained survived escaped
  received required face faced faces charged identified discovered recovered pulled found believed feared thought drowned perished lost`)
