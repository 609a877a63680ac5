import { factWords, valueWords } from './value-words.js'

describe('value words', () => {
  test('a place is told by its name and what else is said of it', () => {
    expect(valueWords({ name: 'Banjska', stated: 'village', relative: 'northwest of Mitrovica' })).toBe(
      'Banjska (village, northwest of Mitrovica)',
    )
    expect(valueWords({ name: 'Leposaviq' })).toBe('Leposaviq')
  })

  test('numbers, texts and any other JSON are told as they are', () => {
    expect(valueWords(3)).toBe('3')
    expect(valueWords('sporadic')).toBe('sporadic')
    expect(valueWords({ b: [1], a: null })).toBe('{"a":null,"b":[1]}')
  })

  test('a value cannot drive the terminal', () => {
    expect(valueWords('\u001b[2Jgone\u0007')).toBe('[2Jgone')
    expect(valueWords({ name: 'a\u202eb' })).toBe('a b')
  })

  test('fact paths are told as people say them', () => {
    expect(factWords('casualties/injured/police')).toBe('injured police')
    expect(factWords('location/place')).toBe('place')
    expect(factWords('note/attackers.count')).toBe('attackers.count')
    expect(factWords('activity')).toBe('activity')
  })
})
