import {
  actions,
  eventSchema,
  type Action,
  type ClaimOverruled,
  type Evidence,
  type FiledUpdate,
  type IncidentEvent,
  type ItemName,
  type Relation,
  type UpdateFiled,
  type UpdatesMovedOut,
  type Victim,
} from '../events.js'
import {
  fail,
  filled,
  flag,
  list,
  Malformed,
  inside,
  members,
  numberOrNull,
  text,
  textOrNull,
  time,
  whole,
  type Members,
} from './checks.js'
import { claimOf } from './claim-codec.js'

/** An event and its envelope, without what only the log knows of it (contract §5). */
export type IncidentRecord = {
  readonly id: string
  readonly incident: string
  readonly causationId: string
  readonly correlationId: string
  readonly event: IncidentEvent
}

/** The value of a record of `newsroom.incident.v1`. */
export const encodeEvent = ({ id, incident, causationId, correlationId, event }: IncidentRecord): string =>
  JSON.stringify({ id, type: event.type, incident, causationId, correlationId, schema: eventSchema, data: event.data })

export type DecodedEvent =
  { readonly ok: true; readonly record: IncidentRecord } | { readonly ok: false; readonly reason: string }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads a record's value back. Total: an unknown type or a malformed event is refused with the place, never skipped. */
export const decodeEvent = (value: string): DecodedEvent => {
  try {
    const envelope = members(JSON.parse(value), '')
    if (envelope['schema'] !== eventSchema) fail('/schema', JSON.stringify(eventSchema))
    const id = filled(envelope['id'], '/id')
    if (!uuid.test(id)) fail('/id', 'a lower-case UUID')
    return {
      ok: true,
      record: {
        id,
        incident: filled(envelope['incident'], '/incident'),
        causationId: filled(envelope['causationId'], '/causationId'),
        correlationId: filled(envelope['correlationId'], '/correlationId'),
        event: eventOf(envelope),
      },
    }
  } catch (error) {
    if (error instanceof Malformed || error instanceof SyntaxError) return { ok: false, reason: error.message }
    return { ok: false, reason: 'the event cannot be read' }
  }
}

const eventOf = (envelope: Members): IncidentEvent => {
  const data = members(envelope['data'], '/data')
  switch (envelope['type']) {
    case 'UpdateFiled':
      return updateFiledOf(data)
    case 'ClaimOverruled':
      return claimOverruledOf(data)
    case 'UpdatesMovedOut':
      return updatesMovedOutOf(data)
    default:
      return fail('/type', 'a known event type')
  }
}

const updateFiledOf = (data: Members): UpdateFiled => {
  const filed = {
    update: inside('/data/update', data['update'], updateOf),
    receivedAt: time(data['receivedAt'], '/data/receivedAt'),
    aliases: list(data['aliases'], '/data/aliases', filled),
    kills: list(data['kills'], '/data/kills', victimOf),
    reachesOnly: flag(data['reachesOnly'], '/data/reachesOnly'),
    evidence: members(data['evidence'], '/data/evidence') as Evidence,
    warnings: list(data['warnings'], '/data/warnings', text),
  }
  if (data['movedFrom'] === undefined) return { type: 'UpdateFiled', data: filed }
  return { type: 'UpdateFiled', data: { ...filed, movedFrom: filled(data['movedFrom'], '/data/movedFrom') } }
}

const claimOverruledOf = (data: Members): ClaimOverruled => ({
  type: 'ClaimOverruled',
  data: {
    claims: list(data['claims'], '/data/claims', filled),
    ...decidedOf(data),
    expectedRevision:
      data['expectedRevision'] === null ? null : whole(data['expectedRevision'], '/data/expectedRevision'),
  },
})

const updatesMovedOutOf = (data: Members): UpdatesMovedOut => ({
  type: 'UpdatesMovedOut',
  data: {
    items: list(data['items'], '/data/items', itemNameOf),
    to: filled(data['to'], '/data/to'),
    merged: flag(data['merged'], '/data/merged'),
    ...decidedOf(data),
  },
})

// What every decision of an editor says.
const decidedOf = (data: Members) => ({
  reason: text(data['reason'], '/data/reason'),
  by: filled(data['by'], '/data/by'),
  saidAt: time(data['saidAt'], '/data/saidAt'),
  receivedAt: time(data['receivedAt'], '/data/receivedAt'),
})

const updateOf = (value: unknown): FiledUpdate => {
  const update = members(value, '')
  const updateId = filled(update['updateId'], '/updateId')
  const claims = list(update['claims'], '/claims', claimOf)
  refuseForeignClaims(updateId, claims)
  const filed = {
    updateId,
    provider: filled(update['provider'], '/provider'),
    item: filled(update['item'], '/item'),
    version: filled(update['version'], '/version'),
    action: actionOf(update['action'], '/action'),
    saidAt: time(update['saidAt'], '/saidAt'),
    headline: textOrNull(update['headline'], '/headline'),
    text: textOrNull(update['text'], '/text'),
    language: textOrNull(update['language'], '/language'),
    slug: textOrNull(update['slug'], '/slug'),
    urgency: numberOrNull(update['urgency'], '/urgency'),
    relations: list(update['relations'], '/relations', relationOf),
    claims,
    withdraws: list(update['withdraws'], '/withdraws', filled),
    format: filled(update['format'], '/format'),
  }
  return update['particulars'] === undefined
    ? filed
    : { ...filed, particulars: members(update['particulars'], '/particulars') }
}

// A claim's id is its update's and its place in it (contract §2.3): so an update that was filed before brings none anew.
const refuseForeignClaims = (updateId: string, claims: FiledUpdate['claims']): void => {
  claims.forEach(({ id }, index) => {
    const own = id.length > updateId.length && id.startsWith(updateId) && id.charCodeAt(updateId.length) === 0x23
    if (!own) fail(`/claims/${index}/id`, 'the id of its update, # and an index')
    for (let before = 0; before < index; before++)
      if (claims[before]?.id === id) fail(`/claims/${index}/id`, 'an id of its own')
  })
}

const actionOf = (value: unknown, path: string): Action =>
  known.has(value) ? (value as Action) : fail(path, `one of ${actions.join(', ')}`)

const known: ReadonlySet<unknown> = new Set(actions)

const itemNameOf = (value: unknown): ItemName => {
  const of = members(value, '')
  return { provider: filled(of['provider'], '/provider'), item: filled(of['item'], '/item') }
}

const victimOf = (value: unknown): Victim => ({
  ...itemNameOf(value),
  version: textOrNull(members(value, '')['version'], '/version'),
})

const relationOf = (value: unknown): Relation => ({
  rel: filled(members(value, '')['rel'], '/rel'),
  ...victimOf(value),
})
