import { parseArgs } from 'node:util'

export type BenchOptions = {
  readonly command: readonly string[]
  readonly events: number
  readonly rounds: number
  readonly json: string | null
  /** Names of what to measure; null for everything. */
  readonly only: ReadonlySet<string> | null
  /** Sizes of the log at which the cost of an event is taken. */
  readonly growth: readonly number[]
  /** Numbers of incidents beside which reads are measured. */
  readonly incidents: readonly number[]
  /** How long each load of latency, and each read, lasts. */
  readonly latencySeconds: number
  readonly readSeconds: number
  /** A folder for CPU profiles of the services. */
  readonly profiles: string | null
}

/** Works over the log, measured in turn in every round, by their names in the results. */
export const workNames = ['kafkaRead', 'naivePg', 'naiveTypeorm', 'emmettRebuild', 'filer', 'catchUp', 'fullText', 'copyLimit', 'rebuild'] as const // prettier-ignore
export type WorkName = (typeof workNames)[number]
/** What takes its own rounds. */
export const partNames = ['decode', 'latency', 'reads', 'growth'] as const

/** Reads the command line; throws a plain error that names a bad option. */
export const readOptions = (command: readonly string[]): BenchOptions => {
  const { values } = parseArgs({
    args: [...command],
    options: {
      events: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'string' },
      only: { type: 'string' },
      growth: { type: 'string' },
      incidents: { type: 'string' },
      'cpu-prof': { type: 'string' },
      quick: { type: 'boolean', default: false },
    },
  })
  const quick = values.quick
  const whole = (name: string, text: string): number => {
    const value = Number(text.replaceAll('_', ''))
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} must be a whole number of at least 1`)
    return value
  }
  const list = (name: string, text: string): number[] => text.split(',').map((part) => whole(name, part))
  return {
    command,
    events: whole('events', values.events ?? (quick ? '20000' : '100000')),
    rounds: whole('rounds', values.rounds ?? (quick ? '1' : '3')),
    json: values.json ?? null,
    only: values.only === undefined ? null : chosen(values.only.split(',')),
    growth: list('growth', values.growth ?? (quick ? '10000,50000' : '10000,100000,1000000')),
    incidents: list('incidents', values.incidents ?? (quick ? '2000,20000' : '20000,1000000')),
    latencySeconds: quick ? 5 : 20,
    readSeconds: quick ? 1 : 4,
    profiles: values['cpu-prof'] ?? null,
  }
}

const chosen = (names: readonly string[]): Set<string> => {
  const known: readonly string[] = [...workNames, ...partNames]
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new Error(`--only: there is no ${unknown}; there are ${known.join(', ')}`)
  return new Set(names)
}
