import { writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { resultOf, type Result, type Sample } from './measure.js'
import { fillLog, runRound } from './round.js'
import { startBenchStack } from './stack.js'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
})
const events = Number(values.events)
const rounds = Number(values.rounds)

const ratioOf = (results: { [name: string]: Result }, of: string, to: string): number | null => {
  const [a, b] = [results[of], results[to]]
  return a === undefined || b === undefined ? null : Number((a.rate / b.rate).toFixed(3))
}

const print = (results: { [name: string]: Result }, ratios: { [name: string]: number | null }): void => {
  console.log(
    `\n${'work'.padEnd(12)}${'events/s'.padStart(10)}${'min'.padStart(10)}${'max'.padStart(10)}${'Node us'.padStart(10)}  checked`,
  )
  for (const [name, { rate, min, max, nodeUs, ok }] of Object.entries(results)) {
    console.log(
      `${name.padEnd(12)}${String(rate).padStart(10)}${String(min).padStart(10)}${String(max).padStart(10)}${String(nodeUs).padStart(10)}  ${ok ? 'yes' : 'NO'}`,
    )
  }
  console.log('')
  for (const [name, ratio] of Object.entries(ratios)) console.log(`${name.padEnd(24)}${ratio ?? 'not measured'}`)
}

const stack = await startBenchStack()
try {
  console.error(`Filling the log with ${events} events`)
  const bench = await fillLog(stack, events)
  const samples: { [name: string]: Sample[] } = { produce: [bench.sample] }
  for (let round = 1; round <= rounds; round++) {
    console.error(`Round ${round} of ${rounds}`)
    for (const [name, sample] of Object.entries(await runRound(stack, bench))) (samples[name] ??= []).push(sample)
  }
  await bench.log.close()
  const results = Object.fromEntries(Object.entries(samples).map(([name, taken]) => [name, resultOf(taken)]))
  const ratios = {
    'catchUp / copyLimit': ratioOf(results, 'catchUp', 'copyLimit'),
    'catchUp / naivePg': ratioOf(results, 'catchUp', 'naivePg'),
    'rebuild / copyLimit': ratioOf(results, 'rebuild', 'copyLimit'),
    'rebuild / naivePg': ratioOf(results, 'rebuild', 'naivePg'),
    'catchUp / kafkaRead': ratioOf(results, 'catchUp', 'kafkaRead'),
  }
  print(results, ratios)
  const machine = {
    cpu: cpus()[0]?.model ?? '',
    cores: cpus().length,
    memoryBytes: totalmem(),
    node: process.version,
    command: process.argv.slice(2),
  }
  if (values.json !== undefined)
    writeFileSync(values.json, `${JSON.stringify({ machine, events, results, ratios }, null, 2)}\n`)
  if (Object.values(results).some(({ ok }) => !ok)) process.exitCode = 1
} finally {
  await stack.stop()
}
