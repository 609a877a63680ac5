import type { Check } from './check.js'

/**
 * Nothing under embargo is seen early. The product holds nothing back yet (an embargo is kept as a particular of the
 * update), so there is nothing to look at, and the report says so with `looked: 0`.
 */
export const noEmbargoBroken: Check = {
  name: 'I9',
  says: 'nothing under embargo is seen early (nothing is held back yet: not looked at)',
  find: () => ({ looked: 0, violations: [] }),
}
