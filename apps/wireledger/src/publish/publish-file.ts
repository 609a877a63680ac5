import { callJson } from '../doors/http.js'
import type { AcceptedAnswer } from '../doors/answers.js'
import { print, printJson } from '../output/print.js'
import { deskOf, findSystem, ingestOf } from '../system/find-system.js'
import type { PublishOptions } from './publish-options.js'
import { contentTypeOf, readInput } from './read-input.js'
import { wireHeaders } from './wire-headers.js'
import { splitLines } from './split-lines.js'
import { waitForReceipts } from './wait-for-receipts.js'

/** `wireledger publish`: the bytes as they are, to the ingest service. */
export const publishFile = async (file: string, options: PublishOptions): Promise<void> => {
  const system = findSystem()
  const ingest = ingestOf(system)
  const desk = options.wait ? deskOf(system) : null
  const bytes = await readInput(file)
  const contentType = options.contentType ?? contentTypeOf(file)
  const parts = contentType?.startsWith('application/x-ndjson') ? splitLines(bytes) : [bytes]
  const receipts: AcceptedAnswer['receipts'][number][] = []
  for (const [index, body] of parts.entries()) {
    const headers = wireHeaders({ ...options, contentType }, parts.length === 1 ? undefined : index)
    const answer = await callJson<AcceptedAnswer>(ingest, '/v1/wire', {
      method: 'POST',
      headers,
      body,
      timeoutMs: 60_000,
    })
    receipts.push(...answer.receipts)
    if (desk === null && !options.json) for (const { id, position } of answer.receipts) print(`${id}  ${position}`)
  }
  if (desk !== null) return waitForReceipts(desk, receipts, options)
  if (options.json) printJson({ receipts })
}
