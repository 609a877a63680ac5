import { setTimeout as pause } from 'node:timers/promises'
import { callJson } from './http.js'
import type { Page, ReceiptAnswer, RevisionItem, ViewAnswer } from './answers.js'

const incidentPath = (id: string): string => `/v1/incidents/${encodeURIComponent(id)}`

export type ViewWish = {
  readonly revision?: number | undefined
  readonly asOf?: string | undefined
  readonly knownAt?: string | undefined
}

/** One incident, now or in the past, by id or alias. */
export const fetchView = (desk: string, id: string, wish: ViewWish = {}): Promise<ViewAnswer> =>
  callJson<ViewAnswer>(desk, incidentPath(id), { query: wish })

/** Anything below an incident: `diff`, `blame`, ... */
export const fetchBelow = <Answer>(
  desk: string,
  id: string,
  what: string,
  query: { readonly [name: string]: string | number | undefined } = {},
): Promise<Answer> => callJson<Answer>(desk, `${incidentPath(id)}/${what}`, { query })

/** Every item of a paged list, page after page, in the order of the door. */
export async function* pagesOf<Item>(
  desk: string,
  path: string,
  query: { readonly [name: string]: string | number | undefined } = {},
): AsyncGenerator<readonly Item[]> {
  let cursor: string | undefined
  do {
    const page: Page<Item> = await callJson<Page<Item>>(desk, path, { query: { ...query, cursor } })
    yield page.items
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

/** Every revision of one incident. */
export const revisionPages = (
  desk: string,
  id: string,
  query: { readonly [name: string]: string | number | undefined } = {},
): AsyncGenerator<readonly RevisionItem[]> => pagesOf<RevisionItem>(desk, `${incidentPath(id)}/revisions`, query)

const settled = new Set(['projected', 'waiting', 'repeat', 'rejected', 'quarantined'])
const waitSeconds = 5
const betweenAsksMs = 50

/**
 * A receipt as soon as it is settled, or as it stands after `patienceMs`. `waiting` (a kill before its victim) counts
 * as settled: it may stay so for ever.
 */
export const awaitReceipt = async (desk: string, id: string, patienceMs: number): Promise<ReceiptAnswer> => {
  const until = Date.now() + patienceMs
  for (;;) {
    const left = Math.max(1, Math.min(waitSeconds, Math.ceil((until - Date.now()) / 1000)))
    const receipt = await callJson<ReceiptAnswer>(desk, `/v1/receipts/${encodeURIComponent(id)}`, {
      query: { wait: `${left}s` },
      timeoutMs: (left + 15) * 1000,
    })
    if (settled.has(receipt.status) || Date.now() >= until) return receipt
    // A desk that is shutting down answers at once: do not hammer it.
    await pause(betweenAsksMs)
  }
}
