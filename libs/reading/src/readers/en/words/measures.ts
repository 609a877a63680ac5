import { wordSet } from './word-set.js'

export type Measure = 'killed' | 'injured' | 'missing' | 'arrested' | 'detained' | 'released'

/**
 * What a word of a measure can do: `object` takes its people after it ("killing two"), `subject` before it ("two died"), `base` only takes an object
 * as a plain verb ("gunmen kill two", not "to kill two"), `attribute` may stand before the noun ("two missing hikers"), `weak` counts only where the
 * text says the measure nowhere else.
 */
export type Use = 'object' | 'subject' | 'base' | 'attribute' | 'weak'

type Entry = readonly [phrases: string, measure: Measure, uses: readonly Use[]]

const full: readonly Use[] = ['object', 'subject', 'attribute']

const entries: readonly Entry[] = [
  ['killed murdered slain assassinated', 'killed', ['object', 'subject']],
  [
    'shot_dead stabbed_dead shot_and_killed stabbed_and_killed gunned_down fatally_shot fatally_stabbed fatally_struck fatally_wounded',
    'killed',
    ['object', 'subject'],
  ],
  ['fatally_injured mortally_wounded', 'killed', ['object', 'subject']],
  [
    'shot_to_death stabbed_to_death beaten_to_death burned_to_death burnt_to_death hacked_to_death crushed_to_death',
    'killed',
    ['subject'],
  ],
  [
    'trampled_to_death burned_alive burnt_alive fell_to_death starved_to_death froze_to_death frozen_to_death',
    'killed',
    ['subject'],
  ],
  ['kills kill murders', 'killed', ['base']],
  ['killing murdering', 'killed', ['object']],
  ['died dies die perished perishes drowned drowns drown succumbed', 'killed', ['subject']],
  [
    'lost_their_lives lost_his_life lost_her_life lost_their_life lose_their_lives lost_its_life took_his_own_life took_her_own_life',
    'killed',
    ['subject'],
  ],
  ['dead deceased', 'killed', ['subject', 'attribute']],
  ['injured wounded hurt', 'injured', full],
  ['injures wounds hurts injure wound', 'injured', ['base']],
  ['injuring wounding hurting', 'injured', ['object']],
  ['hospitalised hospitalized', 'injured', ['subject', 'weak']],
  ['missing unaccounted_for', 'missing', ['subject', 'attribute']],
  ['disappeared vanished', 'missing', ['subject']],
  ['arrested apprehended', 'arrested', full],
  ['arrests arrest apprehend', 'arrested', ['base']],
  ['arresting apprehending', 'arrested', ['object']],
  ['under_arrest', 'arrested', ['subject']],
  ['detained captured', 'detained', full],
  ['held remanded', 'detained', ['object', 'subject']],
  ['detains detain captures capture holds', 'detained', ['base']],
  ['detaining capturing', 'detained', ['object']],
  [
    'taken_into_custody taken_into_police_custody in_custody into_custody in_police_custody into_police_custody in_detention',
    'detained',
    ['subject'],
  ],
  ['released freed', 'released', full],
  ['set_free let_go', 'released', ['subject']],
  ['releases frees release free', 'released', ['base']],
  ['releasing freeing', 'released', ['object']],
]

export type TriggerWord = {
  readonly words: readonly string[]
  readonly measure: Measure
  readonly uses: readonly Use[]
}

function triggerTable(): ReadonlyMap<string, readonly TriggerWord[]> {
  const table = new Map<string, TriggerWord[]>()
  for (const [phrases, measure, uses] of entries) {
    for (const phrase of wordSet(phrases)) {
      const words = phrase.split('_')
      const first = words[0] ?? ''
      table.set(
        first,
        [...(table.get(first) ?? []), { words, measure, uses }].sort((a, b) => b.words.length - a.words.length),
      )
    }
  }
  return table
}

/** The words of the measures by their first word, longest first. */
export const triggerWords = triggerTable()

/** Something is suffered or treated: "sustained serious injuries", "treated for burns". */
export const sufferVerbs = wordSet('suffered sustained suffering sustaining suffer received')
export const harms = wordSet(
  'injuries injury wounds wound burns fractures fracture bruises concussion cuts lacerations inhalation',
)

/** Plural nouns that are counted themselves: "eleven arrests". */
export const countedNouns: ReadonlyMap<string, readonly Measure[]> = new Map([
  ['deaths', ['killed']],
  ['fatalities', ['killed']],
  ['injuries', ['injured']],
  ['arrests', ['arrested']],
  ['casualties', ['killed', 'injured']],
])

/** Nouns followed by `of` and people: "the death of two officers". */
export const eventNouns: ReadonlyMap<string, Measure> = new Map([
  ['death', 'killed'],
  ['deaths', 'killed'],
  ['killing', 'killed'],
  ['killings', 'killed'],
  ['murder', 'killed'],
  ['murders', 'killed'],
  ['lives', 'killed'],
  ['life', 'killed'],
  ['arrest', 'arrested'],
  ['arrests', 'arrested'],
  ['detention', 'detained'],
  ['capture', 'detained'],
  ['release', 'released'],
  ['disappearance', 'missing'],
])

export const lifeTakers = wordSet('claimed claims claiming cost costs costing took takes taking')
export const found = wordSet(
  'found recovered pulled retrieved discovered identified located lay lying lie recover find pull',
)

/** What is counted by a toll: "the number of ... rose to". */
export const tollMeasures: ReadonlyMap<string, Measure> = new Map([
  ['dead', 'killed'],
  ['deaths', 'killed'],
  ['fatalities', 'killed'],
  ['killed', 'killed'],
  ['victims', 'killed'],
  ['injured', 'injured'],
  ['wounded', 'injured'],
  ['hurt', 'injured'],
  ['injuries', 'injured'],
  ['missing', 'missing'],
  ['arrests', 'arrested'],
  ['arrested', 'arrested'],
  ['detained', 'detained'],
  ['detainees', 'detained'],
  ['released', 'released'],
])
