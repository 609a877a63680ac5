import { development } from '../../testing/en-development.js'
import { heldOut } from '../../testing/en-held-out.js'
import { score } from '../../testing/scoring.js'

const corpora = [
  ['development', development],
  ['held-out', heldOut],
] as const

describe.each(corpora)('the English reader over the %s sentences', (_name, corpus) => {
  it('finds facts and values with an F1 of at least 0.9', () => {
    const { f1, faults } = score(corpus, false)
    expect({ good: f1 >= 0.9, f1, faults: f1 >= 0.9 ? [] : faults }).toMatchObject({ good: true, faults: [] })
  })

  it('also finds speakers, tiers, media and details with an F1 of at least 0.9', () => {
    const { f1, faults } = score(corpus, true)
    expect({ good: f1 >= 0.9, f1, faults: f1 >= 0.9 ? [] : faults }).toMatchObject({ good: true, faults: [] })
  })
})

it('labels more than 150 sentences, each of them once', () => {
  const texts = [...development, ...heldOut].map(([text]) => text)
  expect(texts.length).toBeGreaterThan(150)
  expect(new Set(texts).size).toBe(texts.length)
})
