import type { Beliefs } from '#incident'
import { fetchView } from '../doors/desk.js'
import { CommandFailure } from '../failure.js'
import { changesBetween, type FactChange } from '../words/change-words.js'
import { sendStep, type StorySystem } from './send-step.js'
import type { StoryStep } from './story-step.js'

/** Where the story stands between two steps. */
export type StoryState = { readonly incident: string; readonly revision: number; readonly beliefs: Beliefs }

/** A step as it went: the revision it made, or null where it was a repeat of what the log already holds. */
export type PlayedStep = {
  readonly step: StoryStep
  readonly status: string
  readonly revision: number | null
  readonly changes: readonly FactChange[]
}

/** Sends a step and looks at what it changed. */
export const playStep = async (
  system: StorySystem,
  step: StoryStep,
  before: StoryState,
): Promise<{ played: PlayedStep; after: StoryState }> => {
  const receipt = await sendStep(system, step, before.incident)
  if (receipt.status !== 'projected' && receipt.status !== 'repeat') {
    throw new CommandFailure(`step ${step.number} of the story ended as ${receipt.status}: ${receipt.reason ?? ''}`)
  }
  const filed = receipt.updates[0]
  const revision = filed?.revision ?? null
  // An idempotent command answers with its first receipt: its revision is then one that was there before.
  if (receipt.status === 'repeat' || revision === null || revision <= before.revision) {
    return { played: { step, status: 'repeat', revision: null, changes: [] }, after: before }
  }
  const incident = filed?.incident ?? before.incident
  const view = await fetchView(system.desk, incident, { revision })
  const changes = changesBetween(before.beliefs, view.beliefs)
  return {
    played: { step, status: receipt.status, revision, changes },
    after: { incident, revision, beliefs: view.beliefs },
  }
}
