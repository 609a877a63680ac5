import { note } from '../output/print.js'

/** Why the whole is to end, and with which exit code. */
export type StopRequest = { readonly why: string; readonly exitCode: number }

export type StopSwitch = { readonly asked: Promise<StopRequest>; ask(request: StopRequest): void }

/** `npm start` passes on a Ctrl-C that the terminal already gave us: one key, two signals. */
const sameKeyMs = 1000

/** Ctrl-C, SIGTERM and a closed terminal ask to stop; asking a second time ends at once and leaves the rest to the keeper. */
export const stopSwitch = (): StopSwitch => {
  let ask: (request: StopRequest) => void = () => undefined
  const asked = new Promise<StopRequest>((resolve) => (ask = resolve))
  let firstMs: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (firstMs === undefined) ask({ why: signal, exitCode: 0 })
      firstMs ??= Date.now()
      if (Date.now() - firstMs < sameKeyMs) return
      note('Ending at once.')
      process.exit(130)
    })
  }
  return { asked, ask }
}
