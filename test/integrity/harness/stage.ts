import { projectRoot } from '#local-stack'
import { openDice } from './dice.js'
import type { Campaign } from './campaign.js'
import { makePlaces } from './places.js'
import { openTally } from './report.js'
import { pause } from './patience.js'
import { startServers, type Servers } from './servers.js'

type StageOptions = { readonly seed: string; readonly rate: number; readonly brief: boolean; readonly root?: string }

const forEachSignal = (act: () => void): void => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, act)
}

/**
 * Runs `play` on servers of its own and takes everything away afterwards, whatever happens; on Ctrl-C too. Processes
 * that this one started cannot outlive it (`launch`), so a kill -9 leaves files behind and nothing that runs.
 */
export const onStage = async (
  options: StageOptions,
  play: (campaign: Campaign) => Promise<void>,
): Promise<Campaign> => {
  const { seed, rate, brief, root = projectRoot() } = options
  const places = makePlaces(seed)
  const log = (line: string): void => console.log(line)
  log(`seed ${seed}; histories and logs in ${places.kept}`)
  let servers: Servers | undefined
  const leave = (): void => {
    const gone = servers === undefined ? Promise.resolve() : servers.stop()
    void Promise.race([gone, pause(10_000)]).then(() => {
      places.clear()
      process.exit(130)
    })
  }
  forEachSignal(leave)
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
    }
    try {
      await play(campaign)
    } finally {
      await servers.stop()
    }
    return campaign
  } finally {
    places.clear()
  }
}
