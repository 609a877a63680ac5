import type { AcceptedAnswer, ReceiptAnswer } from '../doors/answers.js'
import { awaitReceipt } from '../doors/desk.js'
import { callJson } from '../doors/http.js'
import { CommandFailure } from '../failure.js'
import type { StoryStep } from './story-step.js'

export type StorySystem = { readonly ingest: string; readonly desk: string }

const patienceMs = 30_000

/**
 * Sends one step through its real door and waits until its receipt is settled. `incident` is where a command goes.
 * A command carries an idempotency key: a story told again on kept data must not overrule twice.
 */
export const sendStep = async (system: StorySystem, step: StoryStep, incident: string): Promise<ReceiptAnswer> => {
  const path = step.command ? `/v1/incidents/${encodeURIComponent(incident)}/commands` : '/v1/wire'
  const headers = step.command
    ? { 'content-type': 'application/json', 'idempotency-key': `story-${incident}-${step.number}` }
    : { 'content-type': 'application/vnd.wireledger.update+json' }
  const { receipts } = await callJson<AcceptedAnswer>(system.ingest, path, {
    method: 'POST',
    headers,
    body: step.line,
    timeoutMs: patienceMs,
  })
  const receipt = receipts[0]
  if (receipt === undefined) throw new CommandFailure(`step ${step.number} of the story got no receipt`)
  return awaitReceipt(system.desk, receipt.id, patienceMs)
}
