import { fetchView } from '../doors/desk.js'
import type { ViewAnswer } from '../doors/answers.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { deskOf, findSystem } from '../system/find-system.js'
import { wrongUsage } from '../failure.js'
import { fetchSpeakers } from './fetch-speakers.js'
import { viewLines } from './view-lines.js'

type Options = { readonly asOf?: string; readonly knownAt?: string; readonly rev?: number; readonly json?: true }

/** `wireledger show`: one incident, now or in the past, with who says what is held. */
export const showIncident = async (incident: string, options: Options): Promise<void> => {
  if (options.rev !== undefined && (options.asOf !== undefined || options.knownAt !== undefined)) {
    throw wrongUsage('--rev names one recorded state: it goes with neither --as-of nor --known-at')
  }
  const desk = deskOf(findSystem())
  const view = await fetchView(desk, incident, {
    revision: options.rev,
    asOf: options.asOf,
    knownAt: options.knownAt,
  })
  if (options.json) return printJson(view)
  for (const line of await describeView(desk, view)) print(line)
}

/** A view as lines for people, with the names behind its claims asked from the desk. */
export const describeView = async (desk: string, view: ViewAnswer, width = outputWidth()): Promise<string[]> =>
  viewLines(view, await fetchSpeakers(desk, view), width)
