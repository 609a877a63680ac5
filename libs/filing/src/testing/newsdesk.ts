import { createHash } from 'node:crypto'
import type { Json } from '#eventing'
import type { IncidentRecord, Relation } from '#incident'
import type { GivenClaim, WireUpdate } from '#wire'
import {
  addKeys,
  contentText,
  decide,
  decideDue,
  decideOverrule,
  incidentNameOf,
  inDueOrder,
  noKeys,
  nothingKnown,
  payloadText,
  reachesOut,
  type CommandDecision,
  type Decision,
  type Known,
  type Mint,
  type OverruleCommand,
  type ReadClaim,
} from '../index.js'

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Ids in the order they are asked for: `00000000-0000-7000-8000-000000000001`, `i-1`, ... */
export const countingMint = (): Mint => {
  let events = 0
  let incidents = 0
  return {
    eventId: () => `00000000-0000-7000-8000-${String(++events).padStart(12, '0')}`,
    incidentId: () => `i-${++incidents}`,
  }
}

export const claim = (fact: string, value: Json, speaker: string | null = null, index = 0): GivenClaim => ({
  ...{ index, fact, value, speaker, tier: null, independenceGroup: null, via: [] },
  ...{ saidAt: null, quote: null, allegation: false },
})

export const readClaim = (fact: string, value: Json, speaker: string | null = null): ReadClaim => ({
  ...{ fact, value, speaker, tier: 4, via: [], quote: 'q', span: { start: 0, end: 1 } },
  ...{ allegation: false, confidence: 0.9, reader: 'en/1' },
})

export const relation = (rel: string, item: string, version: string | null = null, provider = 'agy-a'): Relation => ({
  ...{ rel, provider, item, version },
})

export const wireUpdate = (over: Partial<WireUpdate> = {}): WireUpdate => ({
  ...{ format: 'wireledger', provider: 'agy-a', item: 'A1', version: '1', action: 'update' },
  ...{ saidAt: '2023-09-24T05:48:00.000Z', headline: 'h', text: null, language: null, slug: null, urgency: null },
  ...{ incident: null, relations: [], claims: [], withdraws: [], particulars: {}, evidence: {} },
  ...over,
})

export type Delivery = {
  update: WireUpdate
  read?: readonly ReadClaim[]
  key?: string
  bytes?: string
  receivedAt?: string
}

/** Given-when-then for filing: what was published so far, and what became of it. */
export const newsdesk = (known: Known = nothingKnown(), mint: Mint = countingMint()) => {
  const events: IncidentRecord[] = []
  let offset = 0
  const publish = (delivery: Delivery | Partial<WireUpdate>): Decision => {
    const { update, read, key, bytes, receivedAt } =
      'update' in delivery ? delivery : ({ update: wireUpdate(delivery) } as Delivery)
    const text = payloadText(update)
    const name = incidentNameOf(update, key ?? null, update.format === 'text')
    const incoming = {
      position: `newsroom.wire.v1/0/${offset++}`,
      receivedAt: receivedAt ?? '2023-09-24T06:00:00.000Z',
      bytesDigest: sha256(bytes ?? text),
      update,
      digest: sha256(text),
      contentDigest: contentText(update) === null ? null : sha256(contentText(update) ?? ''),
      payloadLength: text.length,
      siblings: 1,
      name: name.name,
      read: read ?? null,
      warnings: name.warning === null ? [] : [name.warning],
    }
    addKeys(noKeys(), incoming)
    reachesOut(incoming)
    const decision = decide(known, incoming, mint)
    if (decision.outcome === 'filed') events.push(...decision.events)
    return decision
  }
  const overrule = (over: Partial<OverruleCommand>): CommandDecision =>
    decideOverrule(
      known,
      {
        command: 'overrule',
        ...{ commandId: 'c-1', incident: 'banjska', claims: ['agy-a/A1@1#0'], reason: 'r', by: 'desk-1' },
        ...{ saidAt: null, expectedRevision: null },
        ...over,
      },
      { position: `newsroom.command.v1/0/${offset++}`, receivedAt: '2023-09-24T06:00:00.000Z' },
      mint,
    )
  /** Files what waits under embargo and is due by then, as the filer's clock does. */
  const tick = (at: string): IncidentRecord[] => {
    const waiting = [...known.embargoes.values()].flat()
    const due = inDueOrder(waiting.filter(({ until }) => until !== null && until <= at))
    const freed = due.flatMap((row) => decideDue(known, row, at, mint).events)
    events.push(...freed)
    return freed
  }
  return { known, events, publish, overrule, tick }
}

export const filed = (decision: Decision): Decision & { outcome: 'filed' } => {
  if (decision.outcome !== 'filed') throw new Error(`was ${decision.outcome}: ${JSON.stringify(decision)}`)
  return decision
}

export const dataOf = (record: IncidentRecord | undefined) => {
  if (record?.event.type !== 'UpdateFiled') throw new Error('not an UpdateFiled')
  return record.event.data
}
