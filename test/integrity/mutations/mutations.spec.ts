import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#local-stack'
import { faults } from '../faults/registry.js'
import { mutations } from './registry.js'

describe('every planted bug', () => {
  it.each(mutations)('finds the place in the built product where it belongs: $name', ({ patches }) => {
    for (const { file, find } of patches) {
      const code = readFileSync(join(projectRoot(), 'dist', file), 'utf8')
      expect([file, find, code.split(find).length - 1]).toEqual([file, find, 1])
    }
  })

  it.each(mutations)('is looked for with faults that there are: $name', (mutation) => {
    const known = faults.map(({ name }) => name)
    expect(mutation.faults.length).toBeGreaterThan(0)
    for (const fault of mutation.faults) expect(known).toContain(fault)
  })
})
