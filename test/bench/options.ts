import { Command, InvalidArgumentError } from 'commander'

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
export const workNames = ['kafkaRead', 'naivePg', 'naiveTypeorm', 'emmettRebuild', 'filer', 'catchUp', 'fullText', 'copyLimit', 'rowsLimit', 'foldLimit', 'decideLimit', 'rebuild'] as const // prettier-ignore
export type WorkName = (typeof workNames)[number]
/** What takes its own rounds. */
export const partNames = ['decode', 'latency', 'reads', 'growth'] as const

type Given = {
  readonly events?: number
  readonly rounds?: number
  readonly json?: string
  readonly only?: ReadonlySet<string>
  readonly growth?: readonly number[]
  readonly incidents?: readonly number[]
  readonly cpuProf?: string
  readonly quick?: true
}

/** Reads the command line; of a bad option, or where help is asked for, it says so and ends the process. */
export const readOptions = (command: readonly string[]): BenchOptions => {
  const given = program().parse(command, { from: 'user' }).opts<Given>()
  const quick = given.quick === true
  return {
    command,
    events: given.events ?? (quick ? 20_000 : 100_000),
    rounds: given.rounds ?? (quick ? 1 : 3),
    json: given.json ?? null,
    only: given.only ?? null,
    growth: given.growth ?? (quick ? [10_000, 50_000] : [10_000, 100_000, 1_000_000]),
    incidents: given.incidents ?? (quick ? [2_000, 20_000] : [20_000, 1_000_000]),
    latencySeconds: quick ? 5 : 20,
    readSeconds: quick ? 1 : 4,
    profiles: given.cpuProf ?? null,
  }
}

const program = (): Command =>
  new Command('npm run bench --')
    .description('Measures what the product does on this machine, everything in turn in every round.')
    .option('--only <names>', `only these, with commas between, of ${known.join(', ')}`, namesOf)
    .option('--events <number>', 'events in the log (100,000)', whole)
    .option('--rounds <number>', 'how often everything is measured (3)', whole)
    .option('--growth <numbers>', 'sizes of the log at which the cost of an event is taken', wholes)
    .option('--incidents <numbers>', 'numbers of incidents beside which reads are measured', wholes)
    .option('--quick', 'small logs and one round, to see whether it works')
    .option('--json <file>', 'write the report there')
    .option('--cpu-prof <folder>', 'have the services write CPU profiles there')
    .allowExcessArguments(false)

const known: readonly string[] = [...workNames, ...partNames]

const whole = (text: string): number => {
  const value = Number(text.replaceAll('_', ''))
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number of at least 1.')
  return value
}

const wholes = (text: string): number[] => text.split(',').map(whole)

const namesOf = (text: string): Set<string> => {
  const names = text.split(',')
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no ${unknown}.`)
  return new Set(names)
}
