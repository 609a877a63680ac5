import type { SourceAnswer } from '../doors/answers.js'
import { callJson } from '../doors/http.js'
import { note, outputWidth, print, printJson } from '../output/print.js'
import { findSystem, ingestOf } from '../system/find-system.js'
import { sourceLines } from './source-lines.js'

/** `wireledger sources`: what the ingest service says of its folders and feeds. */
export const showSources = async (options: { readonly json?: true }): Promise<void> => {
  const answer = await callJson<{ items: SourceAnswer[] }>(ingestOf(findSystem()), '/v1/sources')
  if (options.json) return printJson(answer)
  if (answer.items.length === 0) note('no sources are configured: WIRELEDGER_SOURCES names them')
  for (const line of sourceLines(answer.items, outputWidth())) print(line)
}
