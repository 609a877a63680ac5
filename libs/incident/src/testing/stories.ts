import fc from 'fast-check'
import { timeOf, type Json, type Recorded } from '#eventing'
import type { Claim } from '../claim.js'
import type { Action, IncidentEvent, UpdateFiled, UpdatesMovedOut } from '../events.js'
import { itemKey } from '../identity.js'
import { claimIdOf, updateIdOf } from '../identity.js'

const start = Date.parse('2023-09-24T05:00:00Z')

/** Few names and times, so that claims collide often; a time may be the same, or hours away. */
const moment = fc
  .oneof(
    fc.integer({ min: 0, max: 6 }).map((n) => n * 60),
    fc.integer({ min: 0, max: 30 }).map((n) => n * 3600),
  )
  .map((s) => timeOf(start + s * 1000))
const version = fc.constantFrom('1', '2', '10', '02', 'a', 'b')
const item = fc.constantFrom('A1', 'A2', 'B/1', 'C')
const provider = fc.constantFrom('agy-a', 'agy-b')

const values: Record<string, fc.Arbitrary<Json>> = {
  activity: fc.constantFrom('reported', 'ongoing', 'sporadic', 'contained', 'over'),
  'casualties/killed/police': fc.integer({ min: 0, max: 4 }),
  'casualties/injured/unknown': fc.integer({ min: 0, max: 12 }),
  'location/place': fc.constantFrom<Json>(
    'Banjska',
    { name: 'Banjska' },
    { stated: 'village', name: 'Banjska' },
    { name: 'Banjska', stated: 'village' },
  ),
  perpetrator: fc.constantFrom('unknown people', 'a group'),
  'note/x': fc.constantFrom<Json>(null, true, 'é', '\u{1F600}', '\uFFFD', [1], { b: 1, a: 2 }),
}

const claim = fc.constantFrom(...Object.keys(values)).chain((fact) =>
  fc.record({
    fact: fc.constant(fact),
    value: values[fact] ?? fc.constant(null),
    speaker: fc.constantFrom('Kurti', 'Kosovo Police', 'agy-a', 'witness'),
    tier: fc.integer({ min: 1, max: 5 }),
    independenceGroup: fc.constantFrom('authorities', 'agy-a', 'other'),
    saidAt: moment,
    allegation: fact === 'perpetrator' ? fc.constant(true) : fc.boolean(),
  }),
)

const claimIds = fc
  .tuple(provider, item, version, fc.integer({ min: 0, max: 2 }))
  .map(([p, i, v, n]) => claimIdOf(updateIdOf(p, i, v), n))

const update = fc
  .record({
    provider,
    item,
    version,
    action: fc.constantFrom<Action>('update', 'update', 'update', 'correction', 'kill'),
    saidAt: moment,
    headline: fc.constantFrom(null, '', 'A headline', 'Another headline', 'A third headline', 'A fourth headline'),
    claims: fc.array(claim, { maxLength: 3 }),
    withdraws: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(claimIds, { maxLength: 2 }) },
    ),
    victim: fc.option(fc.record({ provider, item, version: fc.option(version) }), { freq: 4 }),
  })
  .map(({ provider, item, version, claims, victim, action, ...rest }): UpdateFiled => {
    const updateId = updateIdOf(provider, item, version)
    const full = claims.map((said, index): Claim => ({ ...said, id: claimIdOf(updateId, index), via: [], quote: null }))
    const kills = action === 'kill' ? [victim ?? { provider, item, version: null }] : []
    return {
      type: 'UpdateFiled',
      data: {
        update: {
          updateId,
          provider,
          item,
          version,
          action,
          ...rest,
          claims: full,
          text: null,
          language: 'en',
          slug: null,
          urgency: null,
          relations: [],
          format: 'wireledger',
        },
        receivedAt: rest.saidAt,
        aliases: ['banjska'],
        kills,
        reachesOnly: false,
        evidence: {},
        warnings: [],
      },
    }
  })

const overrule = fc
  .record({ claims: fc.array(claimIds, { minLength: 1, maxLength: 2 }), saidAt: moment })
  .map(({ claims, saidAt }): IncidentEvent => ({
    type: 'ClaimOverruled',
    data: { claims, reason: 'checked', by: 'desk-1', saidAt, receivedAt: saidAt, expectedRevision: null },
  }))

/** A story of one incident: each update id once, as filing guarantees. */
export const story = fc
  .array(fc.oneof({ weight: 6, arbitrary: update }, { weight: 1, arbitrary: overrule }), { maxLength: 14 })
  .map((events) => {
    const seen = new Set<string>()
    return events.filter(
      (event) =>
        event.type !== 'UpdateFiled' || (!seen.has(event.data.update.updateId) && seen.add(event.data.update.updateId)),
    )
  })

const moveOut = fc
  .record({
    items: fc.uniqueArray(fc.record({ provider, item }), { minLength: 1, maxLength: 4, selector: itemKey }),
    saidAt: moment,
    merged: fc.boolean(),
  })
  .map(({ items, saidAt, merged }): UpdatesMovedOut => ({
    type: 'UpdatesMovedOut',
    data: { items, to: 'incident-2', merged, reason: 'another story', by: 'desk-1', saidAt, receivedAt: saidAt },
  }))

/** A story of which items are moved out, and of which some come back: filed anew as they were. */
export const movingStory = fc
  .tuple(story, fc.array(fc.record({ move: moveOut, at: fc.nat(), back: fc.boolean() }), { maxLength: 3 }))
  .map(([events, moves]) =>
    moves.reduce<readonly IncidentEvent[]>((so, { move, at, back }) => {
      const place = at % (so.length + 1)
      const before = so.slice(0, place)
      const returned = back ? presentUpdates(before).filter(isMovedBy(move)) : []
      const anew = returned.map((event) => ({ ...event, data: { ...event.data, movedFrom: 'incident-2' } }))
      return [...before, move, ...anew, ...so.slice(place)]
    }, events),
  )

const isMovedBy =
  ({ data: { items } }: UpdatesMovedOut) =>
  ({ data: { update } }: UpdateFiled): boolean =>
    items.some((one) => itemKey(one) === itemKey(update))

/** The updates that were filed and not moved out since. */
export const presentUpdates = (events: readonly IncidentEvent[]): readonly UpdateFiled[] =>
  events.reduce<readonly UpdateFiled[]>((present, event) => {
    if (event.type === 'UpdateFiled') return [...present, event]
    if (event.type === 'ClaimOverruled') return present
    const isMoved = isMovedBy(event)
    return present.filter((one) => !isMoved(one))
  }, [])

/** The events as the log would hold them: ids by place, recorded a second apart. */
export const recordedAs = (events: readonly IncidentEvent[], stream = 'incident-1'): Recorded<IncidentEvent>[] =>
  events.map((event, offset) => ({
    id: `00000000-0000-7000-8000-${String(offset).padStart(12, '0')}`,
    stream,
    position: { topic: 'newsroom.incident.v1', partition: 0, offset },
    recordedAt: timeOf(start + 100 * 3600 * 1000 + offset * 1000),
    causationId: `newsroom.wire.v1/0/${offset}`,
    correlationId: `newsroom.wire.v1/0/${offset}`,
    event,
  }))
