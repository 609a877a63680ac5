import { describe, expect, it } from '@jest/globals'
import { slugBaseOf } from './slug-base.js'

describe('the base of a slug', () => {
  it.each([
    ['KOSOVO-ATTACK', 'KOSOVO-ATTACK'],
    ['Kosovo-Attack', 'KOSOVO-ATTACK'],
    ['US-SYRIA-CRISIS/ASSAD (UPDATE 1, PIX, CORRECTED)', 'US-SYRIA-CRISIS'],
    ['AP-Kosovo-Attack', 'KOSOVO-ATTACK'],
    ['BC-Kosovo-Attack, 2nd Ld-Writethru', 'KOSOVO-ATTACK'],
    ['Kosovo-Attack 3rd Ld', 'KOSOVO-ATTACK'],
    ['Kosovo-Attack-Take 2', 'KOSOVO-ATTACK'],
    ['Kosovo/Attack/', 'KOSOVO'],
    ['   ', null],
    ['(UPDATE 1)', null],
    [null, null],
  ])('%j is %j', (slug, base) => expect(slugBaseOf(slug)).toBe(base))
})
