import { projectRoot } from '#local-stack'
import { openDice } from './dice.js'
import type { Campaign } from './campaign.js'
import { makePlaces } from './places.js'
import { openTally } from './report.js'
import { pause } from './patience.js'
import { startServers, type Servers } from './servers.js'

type StageOptions = { readonly seed: string; readonly rate: number; readonly brief: boolean; readonly root?: string }

/** A signal that comes again within this is the same one: npm passes on to us what the terminal has sent to both. */
const againMs = 1500

/** The first signal calls `ask`, and one after that `insist`. */
const onSignals = (ask: () => void, insist: () => void): void => {
  let first = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (first === 0) {
        first = Date.now()
        ask()
      } else if (Date.now() - first > againMs) insist()
    })
  }
}

/**
 * Runs `play` on servers of its own and takes everything away afterwards, whatever happens. A signal lets it come to an
 * end early, as `isInterrupted` says; a second one ends it at once. Processes that this one started cannot outlive it
 * (`launch`), so a kill -9 leaves files behind and nothing that runs.
 */
export const onStage = async <T>(
  options: StageOptions,
  play: (campaign: Campaign) => Promise<T>,
): Promise<{ readonly campaign: Campaign; readonly outcome: T }> => {
  const { seed, rate, brief, root = projectRoot() } = options
  const places = makePlaces(seed)
  const log = (line: string): void => console.log(line)
  log(`seed ${seed}; histories and logs in ${places.kept}`)
  let servers: Servers | undefined
  let interrupted = false
  const ask = (): void => {
    interrupted = true
    log('interrupted: the fault under way comes to its end and everything is looked at; once more ends it at once')
  }
  const leave = (): void => {
    const gone = servers === undefined ? Promise.resolve() : servers.stop()
    void Promise.race([gone, pause(10_000)]).then(() => {
      places.clear()
      process.exit(130)
    })
  }
  onSignals(ask, leave)
  const folders = { kafka: places.data, postgres: places.data }
  try {
    servers = await startServers(folders, (line) => console.error(line))
    const campaign: Campaign = {
      patienceMs: null,
      seed,
      rate,
      brief,
      root,
      servers,
      places,
      log,
      tally: openTally(seed),
      dice: openDice(seed),
      isInterrupted: () => interrupted,
    }
    try {
      return { campaign, outcome: await play(campaign) }
    } finally {
      await servers.stop()
    }
  } finally {
    places.clear()
  }
}
