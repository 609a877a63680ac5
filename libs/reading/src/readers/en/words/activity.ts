import { phraseSet, type Phrases } from './phrases.js'
import { wordSet } from './word-set.js'

export type Activity = 'reported' | 'ongoing' | 'sporadic' | 'contained' | 'over'

/** What goes on in an incident, and can go on, stop or be heard. */
export const violence =
  wordSet(`shooting shootings gunfire shots shot fire fighting clashes clash explosions explosion shelling attack attacks standoff
  stand-off siege violence blaze riot riots rioting hostage-taking battle battles gunfight gunfights shootout shootouts shoot-out firefight firefights
  bombardment airstrikes strikes unrest fires wildfire wildfires gunshots gunshot blasts blast assault raid operation operations bombing bombings
  skirmishes skirmish exchanges hostilities combat looting incident crisis drama protest protests ordeal confrontation emergency burst bursts shelling`)
/** What only ends: a manhunt that goes on says nothing of the incident. */
export const pursuits = wordSet('manhunt lockdown chase pursuit')
export const heard = wordSet(
  'shots gunfire explosions explosion shooting gunshots blasts blast gunshot bursts shootings attack fire stabbing shot bang bangs',
)
export const contents = wordSet(
  'situation area scene fire blaze building attacker gunman incident threat outbreak fires site wildfire perimeter town village city school hotel unrest violence',
)

export const ongoingVerbs = wordSet(
  'continue continues continuing continued persist persists persisted rage rages raging raged ongoing resume resumes resumed resuming intensified intensifies',
)
export const ongoingPhrases: Phrases<true> = phraseSet([
  ['under', 'way'],
  ['underway'],
  ['ongoing'],
  ['on-going'],
  ['in', 'progress'],
  ['going', 'on'],
  ['not', 'over'],
  ['not', 'yet', 'over'],
  ['far', 'from', 'over'],
  ['still', 'active'],
  ['still', 'burning'],
  ['still', 'raging'],
  ['still', 'be', 'heard'],
  ['not', 'ended'],
  ['not', 'yet', 'ended'],
  ['still', 'being', 'fired'],
  ['still', 'being', 'heard'],
  ['still', 'heard'],
  ["isn't", 'over'],
  ['into', 'the', 'night'],
])
export const sporadicWords = wordSet(
  'sporadic intermittent occasional sporadically intermittently occasionally scattered',
)
export const sporadicPhrases: Phrases<true> = phraseSet([
  ['from', 'time', 'to', 'time'],
  ['on', 'and', 'off'],
  ['at', 'intervals'],
  ['off', 'and', 'on'],
  ['now', 'and', 'then'],
  ['every', 'now', 'and', 'then'],
])
export const overPhrases: Phrases<true> = phraseSet([
  ['over'],
  ['ended'],
  ['ends'],
  ['completed'],
  ['concluded'],
  ['concludes'],
  ['finished'],
  ['came', 'to', 'an', 'end'],
  ['come', 'to', 'an', 'end'],
  ['stopped'],
  ['ceased'],
  ['died', 'down'],
  ['subsided'],
  ['extinguished'],
  ['put', 'out'],
  ['at', 'an', 'end'],
  ['has', 'been', 'lifted'],
  ['lifted'],
  ['halted'],
])
/** Words of ending that take an object or a measure otherwise; they need to stand after the verb "to be" or "have". */
export const needsAuxiliary = wordSet('over completed finished extinguished lifted concluded halted')
export const containedPhrases: Phrases<true> = phraseSet([
  ['under', 'control'],
  ['contained'],
  ['secured'],
  ['secure'],
  ['under', 'full', 'control'],
  ['under', 'police', 'control'],
])
export const heardVerbs = wordSet('heard reported ring rang echoed fired')
export const notThisKind = wordSet(
  'investigation investigations search talks probe negotiations inquiry work rescue trial recovery relief training aid',
)
