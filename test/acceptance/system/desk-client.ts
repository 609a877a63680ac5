import type { Belief, IncidentView } from '#incident'

export type Receipt = {
  status: string
  updates: { updateId: string; incident: string; revision: number | null }[]
  reason: string | null
  warnings: string[]
}
export type RevisionItem = {
  revision: number
  eventId: string
  eventType: string
  updateId: string | null
  position: string
  recordedAt: string
  hash: string
}
export type View = IncidentView & { beliefs: Record<string, Belief> }

/** GETs JSON from a running service; throws with the answer's text where the status is not 200. */
export const getJson = async <T>(url: string): Promise<T> => {
  const response = await fetch(url)
  if (response.status !== 200) throw new Error(`${response.status} for ${url}: ${await response.text()}`)
  return (await response.json()) as T
}

/** Posts a body to ingest's wire door and answers the receipt ids; throws where it is not accepted. */
export const publish = async (
  ingest: string,
  body: string | Uint8Array,
  headers: Record<string, string>,
): Promise<string[]> => {
  const response = await fetch(`${ingest}/v1/wire`, { method: 'POST', body: body, headers })
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`)
  const { receipts } = (await response.json()) as { receipts: { id: string }[] }
  return receipts.map(({ id }) => id)
}

/** Waits until a receipt is settled: projected, repeat, rejected, quarantined or waiting. */
export const settled = async (desk: string, id: string, patience = 60_000): Promise<Receipt> => {
  const deadline = Date.now() + patience
  for (;;) {
    const receipt = await getJson<Receipt>(`${desk}/v1/receipts/${id}?wait=5s`)
    if (!['accepted', 'filed'].includes(receipt.status)) return receipt
    if (Date.now() > deadline) throw new Error(`receipt ${id} is still ${receipt.status}`)
  }
}

/** Every item of a paged list. */
export const allPages = async <T>(url: string): Promise<T[]> => {
  const items: T[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const separator = url.includes('?') ? '&' : '?'
    const page: { items: T[]; next: string | null } = await getJson(
      cursor === '' ? url : `${url}${separator}cursor=${cursor}`,
    )
    items.push(...page.items)
    cursor = page.next
  }
  return items
}
