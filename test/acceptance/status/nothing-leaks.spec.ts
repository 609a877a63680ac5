import fc from 'fast-check'
import { openNewsroom, type Newsroom } from './newsroom.js'

/** How an item ends up: only of an open one may its words be seen, and of none its notes to editors. */
type Fate = 'open' | 'killed' | 'held' | 'released' | 'embargoed' | 'killed under embargo'
const fates: readonly Fate[] = ['open', 'killed', 'held', 'released', 'embargoed', 'killed under embargo']
const stories = fc.sample(fc.array(fc.constantFrom(...fates), { minLength: 2, maxLength: 4 }), { seed: 22, numRuns: 8 })

const wordOf = (story: number, place: number): string => `word${story}x${place}`
const uriOf = (story: number, place: number): string => `urn:s${story}:${place}`
const idOf = (story: number, place: number, version: string): string => `agy-n/${uriOf(story, place)}@${version}`
const isOpen = (fate: Fate): boolean => fate === 'open' || fate === 'released'

describe('whatever becomes of the items of a story', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
  })
  afterAll(() => room.stop())

  const tell = async (story: number, place: number, fate: Fate): Promise<void> => {
    const word = wordOf(story, place)
    const item = {
      ...{ uri: uriOf(story, place), slugline: `STORY${story}`, versioncreated: `2023-09-24T0${place}:00:00Z` },
      ...{
        headline: `Head ${word}`,
        ednote: `note${word}`,
        body_html: `<p>Police said two ${word} officers died.</p>`,
      },
    }
    const embargo = fate.includes('embargo') ? { embargoed: '2999-01-01T00:00:00Z' } : {}
    await room.wire({ ...item, version: '1', ...embargo })
    if (fate === 'held' || fate === 'released') await room.wire({ ...item, version: '2', pubstatus: 'withheld' })
    if (fate === 'released') await room.wire({ ...item, version: '3' })
    if (fate.startsWith('killed')) await room.wire({ ...item, version: '2', pubstatus: 'canceled' })
  }

  it.each(stories.map((story, index) => [index, story.join(', ')] as const))(
    'story %i (%s): words and notes that must not be seen are in no public answer, the others are',
    async (index) => {
      const story = ['open' as const, ...(stories[index] ?? [])]
      for (const [place, fate] of story.entries()) await tell(index, place, fate)
      const incident = (await room.update(idOf(index, 0, '1'))).incidents[0] ?? ''
      const ids = story.flatMap((_, place) => ['1', '2', '3'].map((version) => idOf(index, place, version)))
      const shown = await room.everything(incident, ids)
      const notes = (await room.everything(incident, ids, { raw: false })).match(/noteword\w*/g)
      expect(notes).toBeNull()
      for (const [place, fate] of story.entries()) {
        const word = wordOf(index, place)
        expect([word, fate, shown.includes(word)]).toEqual([word, fate, isOpen(fate)])
        expect([word, fate, await room.found(word)]).toEqual([word, fate, isOpen(fate) ? [incident] : []])
      }
    },
    60_000,
  )
})
