import { writeFileSync } from 'node:fs'
import { describeMachine } from './machine.js'
import { measureDecode } from './measures/decode.js'
import { measureGrowth } from './measures/growth.js'
import { measureLatency } from './measures/latency.js'
import { measureReads } from './measures/reads.js'
import { openMemory } from './memory.js'
import type { BenchOptions } from './options.js'
import { ratiosOf } from './ratios.js'
import { printReport } from './print-report.js'
import type { Report } from './report.js'
import { runRounds } from './rounds.js'
import { startBenchStack } from './stack.js'

/** Runs what was asked for, prints the table, writes the JSON; answers the exit code, 1 where a check did not come out. */
export const runBench = async (options: BenchOptions): Promise<number> => {
  const onProgress = (line: string): void => console.error(line)
  const wants = (name: string): boolean => options.only?.has(name) ?? true
  const decode = wants('decode') ? measureDecode(options.readSeconds * 250) : {}
  const stack = await startBenchStack(options.profiles)
  const memory = openMemory()
  try {
    const machine = await describeMachine(stack, options)
    const rounds = await runRounds(stack, memory, options, onProgress)
    const { rounds: turns, latencySeconds: seconds } = options
    const latency = wants('latency') ? await measureLatency(stack, memory, { rounds: turns, seconds, onProgress }) : {}
    const read = wants('reads') ? await measureReads(stack, options, onProgress) : { reads: {}, notMeasured: {} }
    const growth = wants('growth') ? await measureGrowth(stack, options.growth, onProgress) : []
    const report: Report = {
      ...{ machine, events: options.events, ...rounds, ratios: ratiosOf({ ...rounds, ...read }) },
      ...{ latency, reads: read.reads, growth, decode, memory: memory.seen() },
      notMeasured: { ...rounds.notMeasured, ...read.notMeasured },
    }
    printReport(report)
    if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
    return allOk(report) ? 0 : 1
  } finally {
    await stack.stop()
  }
}

type Checked = { readonly ok: boolean }

const allOk = ({ results, latency, reads, growth, decode, failed }: Report): boolean => {
  const parts: { readonly [name: string]: Checked }[] = [results, latency, decode, ...Object.values(reads)]
  const checked: Checked[] = [...parts.flatMap((part) => Object.values(part)), ...growth]
  return Object.keys(failed).length === 0 && checked.every(({ ok }) => ok)
}
