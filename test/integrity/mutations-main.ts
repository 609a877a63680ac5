/**
 * Plants one bug after another into a copy of the built product and requires that the checker finds it:
 * `npm run test:mutations -- [--seed S] [--only a,b] [--json FILE]`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { faultOf } from './faults/registry.js'
import { beginWorld, endWorld, settle, strike, type Campaign } from './harness/campaign.js'
import { commandOf, namedOf } from './harness/command-line.js'
import { openTally } from './harness/report.js'
import { onStage } from './harness/stage.js'
import type { Mutation } from './mutations/mutation.js'
import { plant, uproot } from './mutations/plant.js'
import { mutations } from './mutations/registry.js'

const command = commandOf('test:mutations', 'Plants one bug after another and requires that the checker finds it.', '1')
  .option('--only <names>', 'these bugs, with commas between', namedOf(mutations))
  .parse()
const { seed, only = mutations, json } = command.opts<{ seed: string; only?: readonly Mutation[]; json?: string }>()

type Verdict = { readonly name: string; readonly caughtBy: string[]; readonly caught: boolean }

/** What a violation names: an invariant, L1 for a system that does not come back, or the fault that saw it for itself. */
const catcherOf = (violation: string): string =>
  /: (I\d+): /.exec(violation)?.[1] ?? (/: not within /.test(violation) ? 'L1' : (violation.split(':')[0] ?? ''))

/** Lets the faults of a mutation happen to the planted product until something is wrong. */
const tryOut = async (campaign: Campaign, { name, faults }: Mutation): Promise<Verdict> => {
  const tally = openTally(campaign.seed)
  const mutant: Campaign = { ...campaign, tally }
  const world = await beginWorld(mutant)
  try {
    for (const fault of faults.map(faultOf)) {
      await strike(mutant, world, fault)
      if (fault.scope === 'shared' && tally.violations() === 0) await settle(mutant, world, fault.name)
      if (tally.violations() > 0) break
    }
  } finally {
    await endWorld(mutant, world)
  }
  const { violations } = tally.report()
  for (const violation of violations.slice(0, 3)) console.log(`       ${violation.slice(0, 200)}`)
  return { name, caughtBy: [...new Set(violations.map(catcherOf))], caught: violations.length > 0 }
}

const verdicts: Verdict[] = []
const folder = mkdtempSync(join(tmpdir(), 'wireledger-mutations-'))
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const play = async (campaign: Campaign): Promise<void> => {
  for (const mutation of only) {
    if (campaign.isInterrupted()) return
    const start = Date.now()
    const root = plant(campaign.root, folder, mutation)
    const verdict = await tryOut({ ...campaign, root, patienceMs: 75_000 }, mutation)
    uproot(root)
    verdicts.push(verdict)
    const seconds = ((Date.now() - start) / 1000).toFixed(1)
    console.log(
      `${verdict.caught ? 'pass' : 'FAIL'} ${mutation.name.padEnd(34)} ${seconds.padStart(5)} s  caught by ${verdict.caughtBy.join(', ') || 'nobody'}`,
    )
  }
}

await onStage({ seed, rate: 200, brief: true }, play)
if (json !== undefined) writeFileSync(json, `${JSON.stringify({ mutations: verdicts }, null, 2)}\n`)
const caught = verdicts.filter((verdict) => verdict.caught).length
console.log(`${caught} passed, ${verdicts.length - caught} failed`)
process.exit(caught === verdicts.length ? 0 : 1)
