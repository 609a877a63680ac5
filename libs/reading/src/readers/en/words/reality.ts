import { phraseSet, type Phrases } from './phrases.js'
import { wordSet } from './word-set.js'

/** Right before a verb these make it something that did not, or not surely, happen. */
export const modals =
  wordSet(`may might could would will shall should can must cannot can't won't wouldn't couldn't feared fears fear fearing believed
  believes presumed assumed thought possible possibly potential potentially probably perhaps maybe likely unlikely expected hoped hopes hoping
  threatened threatens threatening threat threats risk risks risked risking danger warned warns warning vowed vows tried tries trying attempted
  attempts attempting attempt planned plans planning plotted plot plotting wanted wants intended intends intending conspiracy conspiring
  demanded demands demanding urged urges urging calling accused convicted guilty charged sentenced jailed indicted blamed rumours rumors
  rumoured rumored unconfirmed refused failed seeking nearly hypothetical unclear unless ready trial acquitted imprisoned executed suspicion
  estimates offered promised promises agreed preparing prepared able unable`)

/** Everything after them in their clause is denied or open. */
export const deniers = wordSet(
  'denied denies denying deny if whether unless unclear unknown refuted dismissed pretended imagine suppose hypothetically',
)

/** "it was not clear", "no reports of", "how many" */
export const openPhrases: Phrases<true> = phraseSet([
  ['not', 'clear'],
  ['not', 'immediately', 'clear'],
  ['not', 'yet', 'clear'],
  ['not', 'known'],
  ['not', 'yet', 'known'],
  ['not', 'immediately', 'known'],
  ['not', 'confirmed'],
  ['no', 'reports'],
  ['no', 'report'],
  ['no', 'immediate', 'reports'],
  ['no', 'immediate', 'word'],
  ['no', 'word'],
  ['no', 'evidence'],
  ['no', 'indication'],
  ['no', 'sign'],
  ['no', 'information'],
  ['no', 'confirmation'],
  ['how', 'many'],
  ['no', 'details'],
  ['false', 'reports'],
  ['not', 'confirm'],
  ['not', 'say'],
  ['did', 'not', 'report'],
  ['as', 'if'],
  ['as', 'though'],
  ['called', 'for'],
  ['calls', 'for'],
])

/** "to be", "to have" after one of these is still a report. */
export const reportingParticiples = wordSet('confirmed known said reported understood announced declared')

/** Of another time. */
export const pastPhrases: Phrases<true> = phraseSet([
  ['last', 'year'],
  ['last', 'month'],
  ['last', 'decade'],
  ['last', 'century'],
  ['last', 'summer'],
  ['last', 'winter'],
  ['last', 'spring'],
  ['last', 'autumn'],
  ['last', 'week'],
  ['this', 'year'],
  ['earlier', 'this', 'month'],
  ['previous', 'year'],
  ['previous', 'attack'],
  ['previous', 'attacks'],
  ['past', 'year'],
  ['past', 'decade'],
  ['past', 'years'],
  ['recent', 'years'],
  ['recent', 'months'],
  ['recent', 'weeks'],
  ['that', 'year'],
  ['years', 'earlier'],
  ['year', 'earlier'],
  ['months', 'earlier'],
  ['month', 'earlier'],
  ['years', 'before'],
  ['year', 'before'],
  ['world', 'war'],
  ['civil', 'war'],
  ['decades', 'earlier'],
  ['at', 'the', 'time'],
  ['previous', 'incident'],
  ['previous', 'bombing'],
  ['earlier', 'attacks'],
  ['per', 'year'],
  ['every', 'year'],
  ['each', 'year'],
  ['a', 'year'],
  ['on', 'average'],
  ['years', 'after'],
  ['year', 'after'],
  ['previous', 'explosion'],
  ['previous', 'shooting'],
])
export const pastWords = wordSet(
  'anniversary commemorated commemorates commemorating commemoration commemorate annually historically centuries decades-old',
)
export const longUnits = wordSet('years year months month weeks decades decade century centuries')
export const superlatives = wordSet(
  'deadliest worst bloodiest biggest largest first highest most second third heaviest greatest',
)
export const contrasts = wordSet('but while whereas although though')

export const clauseOpeners =
  wordSet(`while whereas but although though after before when because if unless whether until once that who which whose
  whom since where following`)

/** Clauses that begin with these belong to what stands before them. */
export const dependentOpeners = wordSet('that who which whose whom when where because')

export const asideOpeners = wordSet('which who whose whom where including among')

const fictionKinds =
  'film movie novel series drama thriller episode play musical video-game game book comic sitcom screenplay scene trailer'
export const fictions = wordSet(fictionKinds)
export const drills = wordSet('drill drills simulation simulated simulating mock exercise exercises rehearsal scenario')
export const drillSigns = wordSet(
  'simulated simulating simulation mock volunteers scenario actors pretended drill drills rehearsal',
)
export const sportWords =
  wordSet(`striker midfielder defender goalkeeper league playoffs quarterback hamstring halftime half-time penalty season
  coach goal goals match squad innings wicket touchdown sidelined tournament championship fixture substitute batsman forward winger playoff`)
