import { logTail, type Exit } from '#local-stack'
import { note } from '../output/print.js'
import { reasonOf } from '../failure.js'

export type Managed = { readonly pid: number; readonly exited: Promise<Exit>; stop(): Promise<void> }

/** A process that is started again whenever it ends by itself. */
export type Supervised = { readonly name: string; readonly pid: number; stop(): Promise<void> }

export type Watch = {
  /** The process was started again and has another number. */
  onRestarted(): void
  /** It ended too often: the whole must end, loudly. */
  onHopeless(reason: string): void
}

const window = { ms: 60_000, exits: 10 }
const backOff = { firstMs: 250, longestMs: 2000 }

const howItEnded = (exit: Exit): string =>
  exit.failure?.message ?? (exit.signal === null ? `exit ${exit.code}` : exit.signal)

/** Starts a process that writes to `logFile` and keeps it running until `stop`; the first start's failure is thrown. */
export const supervise = async (
  name: string,
  start: () => Promise<Managed>,
  watch: Watch,
  logFile: string,
): Promise<Supervised> => {
  let running = await start()
  let stopping = false
  let wake: () => void = () => undefined
  let exits: number[] = []

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** Answers false when it is not to be started again. */
  const mayGoOn = async (why: string): Promise<boolean> => {
    if (stopping) return false
    const now = Date.now()
    exits = [...exits.filter((at) => now - at < window.ms), now]
    if (exits.length >= window.exits) {
      watch.onHopeless(
        `${name} ended ${exits.length} times within ${window.ms / 1000} s, the last time with: ${why}. The end of ${logFile}:\n${logTail(logFile)}\n`,
      )
      return false
    }
    note(`  ${name} ended (${why}); starting it again`)
    await pause(Math.min(backOff.firstMs * 2 ** (exits.length - 1), backOff.longestMs))
    return !stopping
  }

  const restart = async (): Promise<boolean> => {
    let why = howItEnded(await running.exited)
    while (await mayGoOn(why)) {
      try {
        running = await start()
        if (stopping) await running.stop()
        watch.onRestarted()
        return true
      } catch (error) {
        why = reasonOf(error)
      }
    }
    return false
  }

  void (async () => {
    while (await restart());
  })()

  return {
    name,
    get pid() {
      return running.pid
    },
    stop: async () => {
      stopping = true
      wake()
      // A start in flight stops its own process when it gets there.
      await running.stop()
    },
  }
}
