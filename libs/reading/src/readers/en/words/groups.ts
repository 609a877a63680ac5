import { wordSet } from './word-set.js'

export type Group = 'police' | 'military' | 'rescuers' | 'civilians' | 'attackers' | 'unknown'

const singulars: { readonly [group in Group]: string } = {
  police: `officer constable sergeant sgt detective trooper deputy gendarme cop inspector superintendent policeman policewoman patrolman sheriff lawman`,
  military: `soldier serviceman servicewoman peacekeeper marine commando infantryman guardsman reservist conscript paratrooper ranger recruit cadet
    airman seaman corporal legionnaire`,
  rescuers: `firefighter fireman firewoman paramedic rescuer medic lifeguard responder`,
  civilians: `civilian passenger resident worker villager child woman student bystander shopper pedestrian driver motorist cyclist motorcyclist
    teacher pupil schoolchild schoolgirl schoolboy girl boy baby infant toddler teenager tourist guest visitor customer employee staffer miner
    fisherman farmer hiker climber skier worshipper pilgrim protester protestor demonstrator activist journalist reporter photographer cameraman
    nurse doctor patient commuter traveller traveler holidaymaker hostage captive migrant refugee prisoner inmate detainee guard clerk trader
    vendor pilot captain sailor crewman crewmember wife husband son daughter mother father brother sister parent grandmother grandfather
    grandchild relative neighbour neighbor cousin uncle aunt sibling nephew niece spectator concertgoer partygoer reveller reveler fan diner
    homeowner tenant judge lawyer politician mayor councillor lawmaker mp senator priest imam monk nun pastor rabbi mourner volunteer
    steward stewardess attendant conductor operator technician engineer contractor builder labourer laborer mountaineer swimmer sailor
    camper surfer diver rower boater evacuee settler colleague coworker professor academic businessman businesswoman shopkeeper waiter
    waitress cook chef babysitter caretaker janitor housewife pensioner adult youth onlooker passer-by kid youngster adolescent
    mechanic trucker skipper deckhand trawlerman herder shepherd ambassador diplomat adviser electrician plumber courier truckdriver kindergartner
    sunbather racegoer festivalgoer churchgoer stallholder householder occupant voter delegate`,
  attackers: `suspect gunman attacker militant assailant insurgent terrorist bomber rebel shooter extremist jihadist jihadi guerrilla raider
    robber kidnapper hijacker intruder perpetrator fighter looter rioter arsonist smuggler gangster hostage-taker abductor knifeman sniper
    bandit separatist hitman perpetrator islamist militiaman burglar thief carjacker stabber mutineer`,
  unknown: `person victim individual man national casualty foreigner citizen survivor boyfriend girlfriend partner member stranger`,
}

const irregularPlurals: { readonly [singular: string]: string } = {
  child: 'children',
  schoolchild: 'schoolchildren',
  grandchild: 'grandchildren',
  person: 'people',
  wife: 'wives',
  baby: 'babies',
  deputy: 'deputies',
  casualty: 'casualties',
  'passer-by': 'passers-by',
  thief: 'thieves',
}

/** Plural only, or plural without an s. */
const plurals: { readonly [group in Group]: string } = {
  police: 'police',
  military: 'troops servicemembers',
  rescuers: 'rescuers',
  civilians: 'crew staff passersby personnel children infants parishioners folk',
  attackers: 'guerillas',
  unknown: 'persons people others nationals mates',
}

export type Noun = { readonly group: Group; readonly number: 'one' | 'many' | 'mass' }

const masses = wordSet('police crew staff personnel folk')

function pluralOf(singular: string): string {
  const irregular = irregularPlurals[singular]
  if (irregular !== undefined) return irregular
  if (singular.endsWith('man')) return `${singular.slice(0, -3)}men`
  return /(?:s|x|ch|sh)$/u.test(singular) ? `${singular}es` : `${singular}s`
}

function nounTable(): ReadonlyMap<string, Noun> {
  const table = new Map<string, Noun>()
  for (const group of Object.keys(singulars) as Group[]) {
    for (const word of wordSet(plurals[group])) table.set(word, { group, number: masses.has(word) ? 'mass' : 'many' })
    for (const word of wordSet(singulars[group])) {
      table.set(word, { group, number: 'one' })
      table.set(pluralOf(word), { group, number: 'many' })
    }
  }
  return table
}

/** Nouns for people, singular and plural. */
export const peopleNouns = nounTable()

/** Words before or after `of` that say whose member, officer or worker somebody is; the first that fits wins. */
export const affiliations: readonly (readonly [words: ReadonlySet<string>, group: Group])[] = [
  [
    wordSet(
      'army military navy marine marines forces troops infantry battalion brigade regiment air-force defence defense garrison kfor nato',
    ),
    'military',
  ],
  [wordSet('police policing border-police gendarmerie carabinieri constabulary sheriff patrol swat'), 'police'],
  [wordSet('rescue fire ambulance emergency medical civil-protection firefighting paramedic lifeboat'), 'rescuers'],
  [
    wordSet('gang militia cell cartel armed masked suspected terrorist terror rebel militant paramilitary'),
    'attackers',
  ],
  [wordSet('crew family staff cabin aid media press hospital train bus hotel airline film'), 'civilians'],
]

/** Nouns whose group hangs on their affiliation. */
export const affiliated =
  wordSet(`member members officer officers personnel worker workers crew sergeant sgt captain captains man men guard guards commander
  commanders staff private specialist specialists volunteer volunteers agent agents lieutenant doctor doctors employee employees chief`)

/** Ranks that a name follows. */
export const ranks = wordSet(
  'officer constable sergeant sgt detective trooper deputy inspector superintendent corporal firefighter pvt cpl',
)

/** After one of these words a noun for people was only a modifier: a passenger train, a police dog. */
export const things =
  wordSet(`car cars vehicle vehicles train trains station stations dog dogs bus buses plane planes aircraft ship ships boat boats building
  buildings helicopter helicopters van vans truck trucks horse horses checkpoint checkpoints post posts convoy patrol base bases hospital school
  schools house houses home homes seat operation operations chief's union association headquarters spokesman spokeswoman spokesperson statement
  report investigation hall dormitory dormitories cabin welfare deaths death casualties fatalities injuries ferry jet airport vessel toll deal`)
