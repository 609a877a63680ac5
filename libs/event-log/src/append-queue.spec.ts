import { positionsOf, takeBatch, type Order } from './append-queue.js'

const order = (sizes: readonly number[], partition: (index: number) => number = () => 0): Order => {
  const records = sizes.map((_, index) => ({ topic: 't', key: null, value: null, partition: partition(index) }))
  return {
    records,
    sizes,
    bytes: 0,
    placed: records,
    taken: 0,
    positions: [],
    missing: sizes.length,
    timer: undefined,
    resolve: () => undefined,
    reject: () => undefined,
  }
}
const bounds = { bytes: 1000, records: 100, limitOf: () => 500 }

describe('taking a batch from the queue', () => {
  it('takes everything in order when it fits', () => {
    const queue = [order([10, 10]), order([10])]
    const orders = [...queue]
    const batch = takeBatch(queue, bounds)
    expect(batch.map((entry) => [orders.indexOf(entry.order), entry.index])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
    ])
    expect(queue).toEqual([])
  })

  it('ends before a partition outgrows what its topic takes, and goes on there', () => {
    const queue = [order([200, 200, 200])]
    expect(takeBatch(queue, bounds)).toHaveLength(2)
    expect(takeBatch(queue, bounds).map(({ index }) => index)).toEqual([2])
    expect(queue).toEqual([])
  })

  it('counts partitions apart but the request as a whole', () => {
    const queue = [order([300, 300, 300, 300], (index) => index)]
    expect(takeBatch(queue, bounds)).toHaveLength(3)
  })

  it('takes one record even if it is larger than a usual request', () => {
    expect(takeBatch([order([5000, 10])], { ...bounds, limitOf: () => 10_000 })).toHaveLength(1)
  })

  it('takes at most as many records as a request may hold', () => {
    expect(takeBatch([order(new Array<number>(150).fill(1))], { ...bounds, limitOf: () => 5000 })).toHaveLength(100)
  })

  it('takes nothing behind an order whose partitions are not known yet', () => {
    const unplaced = { ...order([1]), placed: null }
    expect(takeBatch([unplaced, order([1])], bounds)).toEqual([])
  })
})

describe('positions from acknowledgements', () => {
  const batch = takeBatch([order([1, 1, 1], (index) => index % 2)], bounds)

  it('count on from the base offset of each partition', () => {
    const positions = positionsOf(batch, [
      { topicName: 't', partition: 1, baseOffset: '7' },
      { topicName: 't', partition: 0, baseOffset: '40' },
    ])
    expect(positions?.map(({ partition, offset }) => [partition, offset])).toEqual([
      [0, 40],
      [1, 7],
      [0, 41],
    ])
  })

  it.each([['-1'], [undefined]])('are unknown when a duplicate is acknowledged with base offset %s', (baseOffset) => {
    const answer = { topicName: 't', partition: 0, ...(baseOffset === undefined ? {} : { baseOffset }) }
    expect(positionsOf(batch, [answer, { topicName: 't', partition: 1, baseOffset: '7' }])).toBeUndefined()
  })

  it('are unknown when a partition is missing', () => {
    expect(positionsOf(batch, [{ topicName: 't', partition: 0, baseOffset: '1' }])).toBeUndefined()
  })
})
