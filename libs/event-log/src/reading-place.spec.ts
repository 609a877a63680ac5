import { makePlaces, type Place, type Places } from './reading-place.js'

const where = { topic: 't', partition: 3 }
const changes: [name: string, change: (places: Places) => Place | undefined][] = [
  ['after a rebalance', (places) => places.replaceAll([where])[0]],
  ['after a fence', (places) => places.replace(where)],
  [
    'after the partition was away',
    (places) => {
      places.replaceAll([])
      return places.replaceAll([where])[0]
    },
  ],
]

describe('a place that takes the turn of another', () => {
  it.each(changes)('%s knows what is under way of the other, and when that is over', (_, change) => {
    const places = makePlaces()
    const before = places.replace(where)
    before.work.now = Promise.resolve()
    const after = change(places)
    expect([places.holds(before), after?.work.now]).toEqual([false, before.work.now])
    before.work.now = null
    expect(after?.work.now).toBeNull()
  })
})
