import type { TestSystem } from '#testkit'
import { getJson, settled, type Receipt } from '../system/desk-client.js'
import { severalAtOnce } from './several-at-once.js'
import { contentType, type WireFile } from './wire-files.js'

export type Refusal = { readonly status: number; readonly type: string; readonly errors: readonly { readonly path: string; readonly message: string }[] } // prettier-ignore

/** What became of one file: refused at the door, or a receipt in its last state. */
export type Outcome = { readonly file: WireFile } & (
  { readonly refused: Refusal } | { readonly refused?: undefined; readonly id: string; readonly receipt: Receipt }
)

/** Publishes files as they are, one after another or `atOnce`, and waits until nothing is left to be done with any of them. */
export const publishFiles = async (
  { ingest, desk }: TestSystem,
  files: readonly WireFile[],
  atOnce = 1,
): Promise<readonly Outcome[]> => {
  const sent = await severalAtOnce(files, (file) => send(ingest.url, file), atOnce)
  await severalAtOnce(sent, async (one) => 'id' in one && settled(desk.url, one.id))
  // What one file waits for may be in a later one, so that each receipt is read when all have come.
  return severalAtOnce(sent, async (one) =>
    'id' in one ? { ...one, receipt: await getJson<Receipt>(`${desk.url}/v1/receipts/${one.id}`) } : one,
  )
}

type Sent = (Outcome & { readonly refused: Refusal }) | { readonly file: WireFile; readonly id: string }

const send = async (ingest: string, file: WireFile): Promise<Sent> => {
  const headers = { 'content-type': contentType }
  const answer = await fetch(`${ingest}/v1/wire`, { method: 'POST', headers, body: file.bytes })
  const body = (await answer.json()) as Omit<Refusal, 'status'> & { receipts?: { id: string }[] }
  const id = answer.status === 202 ? body.receipts?.[0]?.id : undefined
  if (id !== undefined) return { file, id }
  return { file, refused: { status: answer.status, type: body.type, errors: body.errors } }
}

/** How a file ended, in words that two systems share: positions in the log are left out. */
export const endOf = (outcome: Outcome): string => {
  if (outcome.refused !== undefined) return JSON.stringify(outcome.refused)
  const { status, reason } = outcome.receipt
  return `${status} ${status === 'quarantined' ? withoutPositions(reason ?? '') : ''}`.trim()
}

const withoutPositions = (text: string): string => text.replace(/[\w.-]*newsroom\.wire\.v1\/\d+\/\d+/g, '(a position)')
