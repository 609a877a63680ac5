import { fillLog, type FilledLog } from './log.js'
import { NotMeasured, type Sample } from './measure.js'
import { inRound } from './in-round.js'
import { copyLimit, rowsLimit } from './measures/copy-limit.js'
import { decideLimit } from './measures/decide-limit.js'
import { emmettRebuild } from './measures/emmett-rebuild.js'
import { filer } from './measures/filer.js'
import { foldLimit } from './measures/fold-limit.js'
import { fullText } from './measures/full-text.js'
import { kafkaRead } from './measures/kafka-read.js'
import { naivePg } from './measures/naive-pg.js'
import { naiveTypeorm } from './measures/naive-typeorm.js'
import { rebuild } from './measures/rebuild.js'
import { storageOf, type Storage } from './measures/storage.js'
import type { MemorySeen } from './memory.js'
import { workNames, type BenchOptions, type WorkName } from './options.js'
import { resultOf, type Result } from './result.js'
import type { Round } from './round.js'
import type { BenchStack } from './stack.js'
import type { EventSize } from './workload.js'

const works: { readonly [name in WorkName]: (round: Round) => Promise<Sample> } = {
  kafkaRead,
  naivePg,
  naiveTypeorm,
  emmettRebuild,
  filer,
  decideLimit,
  foldLimit,
  fullText,
  copyLimit,
  rowsLimit,
  rebuild,
  catchUp: (round) => round.projected(),
}
/** Measured with large events too; of the others the size says nothing new. */
const withLarge: ReadonlySet<WorkName> = new Set([
  'kafkaRead',
  'filer',
  'catchUp',
  'copyLimit',
  'rowsLimit',
  'foldLimit',
  'rebuild',
])

export type Rounds = {
  readonly results: { readonly [name: string]: Result }
  readonly storage: { readonly [size: string]: Storage }
  readonly eventBytes: { readonly [size: string]: number }
  readonly notMeasured: { readonly [name: string]: string }
  /** What broke down while it was measured; the rest goes on. */
  readonly failed: { readonly [name: string]: string }
}

/** Every work in every round, in turn; with events of 0.6 kB, and some with a fifth as many of 3 kB. */
export const runRounds = async (
  stack: BenchStack,
  memory: MemorySeen,
  options: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Rounds> => {
  const names = workNames.filter((name) => options.only?.has(name) ?? true)
  const samples = new Map<string, Sample[]>()
  const [storage, troubles, eventBytes] = [
    new Map<string, Storage>(),
    { notMeasured: new Map<string, string>(), failed: new Map<string, string>() },
    new Map<string, number>(),
  ]
  const logs = await fillLogs(stack, names, options, onProgress)
  for (const { log, label } of logs) {
    eventBytes.set(label, log.meanBytes)
    samples.set(`produce${label}`, [log.sample])
  }
  for (let turn = 1; turn <= options.rounds; turn++) {
    for (const { log, size, label, names: mine } of logs) {
      await inRound({ stack, log, size, memory }, async (round) => {
        for (const name of mine) {
          onProgress(`round ${turn} of ${options.rounds}: ${name}${label}`)
          const sample = await works[name](round).catch(tellOf(troubles, `${name}${label}`))
          if (sample !== null) samples.set(`${name}${label}`, [...(samples.get(`${name}${label}`) ?? []), sample])
        }
        if (samples.has(`rebuild${label}`)) storage.set(label === '' ? '0.6kB' : '3kB', await storageOf(round))
      })
    }
  }
  for (const { log } of logs) await log.drop()
  return {
    results: Object.fromEntries([...samples].map(([name, taken]) => [name, resultOf(taken)])),
    storage: Object.fromEntries(storage),
    eventBytes: Object.fromEntries([...eventBytes].map(([label, bytes]) => [label === '' ? '0.6kB' : '3kB', bytes])),
    notMeasured: Object.fromEntries(troubles.notMeasured),
    failed: Object.fromEntries(troubles.failed),
  }
}

type Filled = { readonly log: FilledLog; readonly size: EventSize; readonly label: string; readonly names: readonly WorkName[] } // prettier-ignore

const fillLogs = async (
  stack: BenchStack,
  names: readonly WorkName[],
  { events }: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Filled[]> => {
  const logs: Filled[] = []
  for (const size of [600, 3000] as const) {
    const mine = size === 600 ? names : names.filter((name) => withLarge.has(name))
    if (mine.length === 0) continue
    const count = size === 600 ? events : Math.ceil(events / 5)
    onProgress(`filling a log with ${count} events of ${size} B`)
    logs.push({ log: await fillLog(stack, count, size), size, label: size === 600 ? '' : '@3kB', names: mine })
  }
  return logs
}

type Troubles = { readonly notMeasured: Map<string, string>; readonly failed: Map<string, string> }

const tellOf = (troubles: Troubles, name: string) => (error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  const kind = error instanceof NotMeasured ? 'notMeasured' : 'failed'
  if (!troubles[kind].has(name)) console.error(`${kind === 'failed' ? 'FAILED' : 'NOT MEASURED'}: ${name}: ${message}`)
  troubles[kind].set(name, message)
  return null
}
