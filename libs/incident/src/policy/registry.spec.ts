import { policies, policyNamed, UnknownPolicy } from './registry.js'

describe('the policies', () => {
  it('are found by their names, which are all different', () => {
    expect(policies.map(({ name }) => policyNamed(name))).toEqual(policies)
    expect(new Set(policies.map(({ name }) => name)).size).toBe(policies.length)
  })

  it('have names that can stand in a tag, a column and a command line as they are', () => {
    for (const { name } of policies) expect(name).toMatch(/^[A-Za-z0-9]+$/)
  })

  it.each(['P9', 'p1', '', 'toString'])('do not know %j, and say which names they know', (name) => {
    expect(() => policyNamed(name)).toThrow(UnknownPolicy)
    expect(() => policyNamed(name)).toThrow('known are P1, P2')
  })
})
