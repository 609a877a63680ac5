import { makePlaces } from './reading-place.js'

const where = { topic: 't', partition: 3 }
const placeIn = (places: ReturnType<typeof makePlaces>) => {
  const place = places.find('t', 3)
  if (place === undefined) throw new Error('no place')
  return place
}

describe('a place that takes the turn of another', () => {
  it.each([
    ['after a rebalance', (places: ReturnType<typeof makePlaces>) => void places.replaceAll([where])],
    ['after a fence', (places: ReturnType<typeof makePlaces>) => void places.replace(where)],
    [
      'after the partition was away',
      (places: ReturnType<typeof makePlaces>) => {
        places.replaceAll([])
        places.replaceAll([where])
      },
    ],
  ])('%s knows what is under way of the other, and when that is over', (_, change) => {
    const places = makePlaces()
    const [before] = places.replaceAll([where])
    if (before === undefined) throw new Error('no place')
    before.work.now = Promise.resolve()
    change(places)
    const after = placeIn(places)
    expect([places.holds(before), after.work.now]).toEqual([false, before.work.now])
    before.work.now = null
    expect(after.work.now).toBeNull()
  })
})
