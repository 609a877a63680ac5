import { writeFileSync } from 'node:fs'
import { checks, type Judged } from '../checker/checks.js'

/** What a run comes to, in the shape that `--json` writes. */
export type Report = {
  readonly seed: string
  readonly faults: { readonly [kind: string]: number }
  readonly acknowledged: number
  readonly checks: { readonly [invariant: string]: { readonly ok: boolean; readonly looked: number } }
  readonly violations: readonly string[]
  readonly recovery: { readonly [figure: string]: { readonly p50: number; readonly max: number } }
}

/** Adds up what happened. */
export type Tally = {
  readonly fault: (kind: string, times?: number) => void
  readonly acknowledged: (updates: number) => void
  readonly judged: (where: string, judged: readonly Judged[]) => void
  readonly violation: (what: string) => void
  readonly measure: (figure: string, value: number) => void
  readonly violations: () => number
  readonly report: () => Report
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

const middleOf = (values: readonly number[]): { p50: number; max: number } => {
  const sorted = [...values].sort((a, b) => a - b)
  return { p50: rounded(sorted[Math.floor((sorted.length - 1) / 2)] ?? 0), max: rounded(sorted.at(-1) ?? 0) }
}

export const openTally = (seed: string): Tally => {
  const faults: { [kind: string]: number } = {}
  const figures: { [figure: string]: number[] } = {}
  const verdicts = new Map(checks.map(({ name }) => [name, { ok: true, looked: 0 }]))
  const violations: string[] = []
  let acknowledged = 0
  return {
    fault: (kind, times = 1) => {
      faults[kind] = (faults[kind] ?? 0) + times
    },
    acknowledged: (updates) => {
      acknowledged += updates
    },
    judged: (where, judged) => {
      for (const { name, looked, violations: found } of judged) {
        const verdict = verdicts.get(name)
        if (verdict === undefined) continue
        verdict.looked += looked
        if (found.length > 0) verdict.ok = false
        violations.push(...found.slice(0, 20).map((what) => `${where}: ${name}: ${what}`))
        if (found.length > 20) violations.push(`${where}: ${name}: and ${found.length - 20} more`)
      }
    },
    violation: (what) => violations.push(what),
    measure: (figure, value) => {
      ;(figures[figure] ??= []).push(value)
    },
    violations: () => violations.length,
    report: () => ({
      seed,
      faults,
      acknowledged,
      checks: Object.fromEntries(verdicts),
      violations,
      recovery: Object.fromEntries(Object.entries(figures).map(([name, values]) => [name, middleOf(values)])),
    }),
  }
}

/** What recovery has to keep to, in the unit of its figure. */
const aims: { readonly [figure: string]: number } = {
  projectorKillToLagZero: 10,
  postgresBackToLagZero: 10,
  brokerBackToAcknowledged: 15,
  poisonToNextProjected: 1,
  sigtermToExit: 10,
  stalledReadersMegabytes: 50,
  zombieCommits: 0,
}

const aimText = (figure: string, max: number): string => {
  const aim = aims[figure]
  return aim === undefined ? '' : `  aim ${aim}${max > aim ? ', MISSED' : ''}`
}

/** Prints what a person wants to know at the end, and writes the document where one was asked for. */
export const publish = (report: Report, file: string | undefined): void => {
  const total = Object.values(report.faults).reduce((sum, times) => sum + times, 0)
  console.log(`\nseed ${report.seed}: ${total} faults, ${report.acknowledged} acknowledged updates`)
  for (const [figure, { p50, max }] of Object.entries(report.recovery))
    console.log(`  ${figure.padEnd(28)} p50 ${p50}  max ${max}${aimText(figure, max)}`)
  for (const [name, { ok, looked }] of Object.entries(report.checks))
    console.log(`  ${name.padEnd(4)} ${ok ? 'holds' : 'BROKEN'}  (looked at ${looked})`)
  for (const what of report.violations) console.log(`  VIOLATION ${what}`)
  console.log(
    `${report.violations.length === 0 ? 'every invariant held' : 'BROKEN'}: ${report.violations.length} violations`,
  )
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
}
