import { fetchBelow } from '../doors/desk.js'
import type { BlameAnswer } from '../doors/answers.js'
import { CommandFailure, exitCodes } from '../failure.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { deskOf, findSystem } from '../system/find-system.js'
import { blameLines } from './blame-lines.js'

/** `wireledger blame`: every claim ever made, of one fact or of all. */
export const showBlame = async (
  incident: string,
  fact: string | undefined,
  options: { readonly json?: true },
): Promise<void> => {
  const desk = deskOf(findSystem())
  const blame = await fetchBelow<BlameAnswer>(desk, incident, 'blame', { fact })
  const facts = blame.facts.filter((one) => fact === undefined || one.fact === fact)
  if (fact !== undefined && facts.length === 0) {
    throw new CommandFailure(`nothing was ever claimed of ${fact} in ${incident}`, exitCodes.notFound)
  }
  if (options.json) return printJson({ ...blame, facts })
  for (const line of facts.flatMap((one) => blameLines(one, outputWidth()))) print(line)
}
