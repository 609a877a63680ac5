import { policyP1 } from './policy-p1.js'
import { policyP2 } from './policy-p2.js'
import type { Policy } from './policy.js'

/** Every policy. A new one is a file beside these and a line here. */
export const policies: readonly Policy[] = [policyP1, policyP2]

/** The policy a newsroom starts with. */
export const firstPolicy: Policy = policyP1

/** Raised where a name is none of {@link policies}: it names those that are. */
export class UnknownPolicy extends Error {
  constructor(name: string) {
    super(`there is no policy ${JSON.stringify(name)}; known are ${policies.map((policy) => policy.name).join(', ')}`)
  }
}

/** The policy of a name. Throws {@link UnknownPolicy}. */
export const policyNamed = (name: string): Policy => {
  const found = policies.find((policy) => policy.name === name)
  if (found === undefined) throw new UnknownPolicy(name)
  return found
}
