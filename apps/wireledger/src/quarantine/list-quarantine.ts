import { pagesOf } from '../doors/desk.js'
import { cut, plain } from '../output/cut.js'
import { note, outputWidth, print, printJson } from '../output/print.js'
import { timeWords } from '../output/time.js'
import { deskOf, findSystem } from '../system/find-system.js'
import type { QuarantineItem } from './quarantine-item.js'

/** `wireledger quarantine list`: newest knowledge of the desk, one line a record. */
export const listQuarantine = async (options: { readonly json?: true }): Promise<void> => {
  const items = await allQuarantined(deskOf(findSystem()))
  if (options.json) return printJson({ items })
  if (items.length === 0) note('the quarantine is empty')
  for (const item of items) print(cut(lineOf(item), outputWidth()))
}

/** Every record in quarantine, page after page. */
export const allQuarantined = async (desk: string): Promise<QuarantineItem[]> => {
  const items: QuarantineItem[] = []
  for await (const page of pagesOf<QuarantineItem>(desk, '/v1/quarantine')) items.push(...page)
  return items
}

const lineOf = (item: QuarantineItem): string =>
  plain(
    [item.id, timeWords(item.receivedAt), item.redrivenAt ? 'redriven' : '', item.code ?? '', item.reason]
      .filter((part) => part !== '')
      .join('  '),
  )
