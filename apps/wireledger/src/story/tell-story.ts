import type { ViewAnswer } from '../doors/answers.js'
import { fetchView } from '../doors/desk.js'
import { CommandFailure, exitCodes } from '../failure.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { bold, dim } from '../output/style.js'
import { describeView } from '../views/show-incident.js'
import { playStep, type PlayedStep, type StoryState } from './play-step.js'
import type { StorySystem } from './send-step.js'
import { stepLines, storyHead } from './step-lines.js'
import { readStory, type StoryStep } from './story-step.js'

/** Plays the Banjska story through the real doors and tells it on stdout, ending with what is believed now. */
export const tellStory = async (system: StorySystem & { readonly json?: true }): Promise<void> => {
  const steps = await readStory()
  const name = steps.find((step) => step.incident !== null)?.incident ?? ''
  const start = await stateOf(system.desk, name)
  const width = outputWidth()
  if (!system.json) for (const line of opening(steps, start, width)) print(line)
  const played: PlayedStep[] = []
  let state = start
  for (const step of steps) {
    const result = await playStep(system, step, state)
    state = result.after
    played.push(result.played)
    if (system.json) printJson(stepJson(result.played, state.incident))
    else for (const line of stepLines(result.played, width)) print(line)
  }
  if (!system.json) await tellEnd(system, state.incident, played)
}

const stateOf = async (desk: string, name: string): Promise<StoryState> => {
  try {
    const view = await fetchView(desk, name)
    return { incident: view.id, revision: view.revision ?? 0, beliefs: view.beliefs }
  } catch (error) {
    if (error instanceof CommandFailure && error.exitCode === exitCodes.notFound) {
      return { incident: name, revision: 0, beliefs: {} }
    }
    throw error
  }
}

const opening = (steps: readonly StoryStep[], start: StoryState, width: number): string[] => {
  const providers = new Set(steps.filter((step) => !step.command).map((step) => step.who)).size
  const kept = `The log kept this incident from an earlier run (revision ${start.revision}): what it holds comes back as a repeat.`
  return [
    bold(`Banjska, 24 September 2023: ${providers} providers disagree, correct and repeat each other`),
    ...(start.revision > 0 ? [kept] : []),
    dim('+ first said   ~ moved   = more or less support   - no longer held'),
    '',
    storyHead(width),
  ]
}

const stepJson = ({ step, status, revision, changes }: PlayedStep, incident: string) => ({
  step: step.number,
  saidAt: step.saidAt,
  who: step.who,
  action: step.action,
  headline: step.headline,
  incident,
  status,
  revision,
  changes: changes.map(({ fact, kind, words }) => ({ fact, kind, words })),
})

const tellEnd = async (system: StorySystem, incident: string, played: readonly PlayedStep[]): Promise<void> => {
  const view = await fetchView(system.desk, incident)
  print('')
  for (const line of await describeView(system.desk, view)) print(line)
  print('')
  for (const line of closing(system, view, played)) print(line)
}

const closing = (system: StorySystem, view: ViewAnswer, played: readonly PlayedStep[]): string[] => {
  const made = played.filter((one) => one.revision !== null).length
  const id = encodeURIComponent(view.aliases[0] ?? view.id)
  return [
    `${played.length} steps, ${made} new revisions, ${played.length - made} repeats. Nothing said was lost, nothing was overwritten.`,
    '',
    `  incident   ${system.desk}/v1/incidents/${id}`,
    `  board      ${system.desk}/`,
    `  API        ${system.desk}/docs`,
    '',
    ...hints(id),
  ]
}

const hints = (id: string): string[] => {
  const told = [
    [`wireledger blame ${id} casualties/injured/police`, 'who said what, and what became of it'],
    [`wireledger show ${id} --as-of 2023-09-24T07:00:00Z`, 'what was believed at seven that morning'],
    ['wireledger replay && wireledger verify', 'fold the whole log again, compare every hash'],
  ] as const
  return told.map(([command, use]) => `  ${command.padEnd(54)}${use}`)
}
