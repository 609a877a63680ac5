import fc from 'fast-check'
import { addTrace, hasTrace, openTraces } from './traces.js'

describe('traces of texts', () => {
  it('tell of every text that came that it may have come', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 400 }), (texts) => {
        const traces = openTraces()
        for (const text of texts) addTrace(traces, text)
        for (const text of texts) expect(hasTrace(traces, text)).toBe(true)
      }),
    )
  })

  it.each([10, 300, 5_000, 100_000])('tell of few texts that never came, behind %i that did', (came) => {
    const traces = openTraces()
    for (let n = 0; n < came; n++) addTrace(traces, `agy-${n % 6}/I${n}@1`)
    let taken = 0
    for (let n = 0; n < 10_000; n++) if (hasTrace(traces, `agy-${n % 6}/J${n}@1`)) taken += 1
    expect(taken).toBeLessThan(800)
  })
})
