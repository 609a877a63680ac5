import {
  actions,
  eventSchema,
  type Action,
  type ClaimOverruled,
  type Evidence,
  type FiledUpdate,
  type IncidentEvent,
  type Relation,
  type UpdateFiled,
  type Victim,
} from '../events.js'
import {
  fail,
  filled,
  flag,
  list,
  Malformed,
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
    default:
      return fail('/type', 'a known event type')
  }
}

const updateFiledOf = (data: Members): UpdateFiled => ({
  type: 'UpdateFiled',
  data: {
    update: updateOf(members(data['update'], '/data/update'), '/data/update'),
    receivedAt: time(data['receivedAt'], '/data/receivedAt'),
    aliases: list(data['aliases'], '/data/aliases', filled),
    kills: list(data['kills'], '/data/kills', victimOf),
    reachesOnly: flag(data['reachesOnly'], '/data/reachesOnly'),
    evidence: members(data['evidence'], '/data/evidence') as Evidence,
    warnings: list(data['warnings'], '/data/warnings', text),
  },
})

const claimOverruledOf = (data: Members): ClaimOverruled => ({
  type: 'ClaimOverruled',
  data: {
    claims: list(data['claims'], '/data/claims', filled),
    reason: text(data['reason'], '/data/reason'),
    by: filled(data['by'], '/data/by'),
    saidAt: time(data['saidAt'], '/data/saidAt'),
    receivedAt: time(data['receivedAt'], '/data/receivedAt'),
    expectedRevision:
      data['expectedRevision'] === null ? null : whole(data['expectedRevision'], '/data/expectedRevision'),
  },
})

const updateOf = (update: Members, path: string): FiledUpdate => ({
  updateId: filled(update['updateId'], `${path}/updateId`),
  provider: filled(update['provider'], `${path}/provider`),
  item: filled(update['item'], `${path}/item`),
  version: filled(update['version'], `${path}/version`),
  action: actionOf(update['action'], `${path}/action`),
  saidAt: time(update['saidAt'], `${path}/saidAt`),
  headline: textOrNull(update['headline'], `${path}/headline`),
  text: textOrNull(update['text'], `${path}/text`),
  language: textOrNull(update['language'], `${path}/language`),
  slug: textOrNull(update['slug'], `${path}/slug`),
  urgency: numberOrNull(update['urgency'], `${path}/urgency`),
  relations: list(update['relations'], `${path}/relations`, relationOf),
  claims: list(update['claims'], `${path}/claims`, claimOf),
  withdraws: list(update['withdraws'], `${path}/withdraws`, filled),
  format: filled(update['format'], `${path}/format`),
  ...(update['particulars'] === undefined
    ? {}
    : { particulars: members(update['particulars'], `${path}/particulars`) }),
})

const actionOf = (value: unknown, path: string): Action =>
  actions.find((action) => action === value) ?? fail(path, `one of ${actions.join(', ')}`)

const victimOf = (value: unknown, path: string): Victim => {
  const victim = members(value, path)
  return {
    provider: filled(victim['provider'], `${path}/provider`),
    item: filled(victim['item'], `${path}/item`),
    version: textOrNull(victim['version'], `${path}/version`),
  }
}

const relationOf = (value: unknown, path: string): Relation => ({
  rel: filled(members(value, path)['rel'], `${path}/rel`),
  ...victimOf(value, path),
})
