import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { WireUpdate } from '#wire'
import { compareVersions } from '#incident'
import { versionKey } from './index.js'
import { claim, dataOf, newsdesk, relation, wireUpdate } from './testing/newsdesk.js'

const letters = ['A', 'B', 'C', 'D']
const item = fc.constantFrom(...letters)
const version = fc.constantFrom('1', '2', '10', 'x')
const homes: { readonly [item: string]: string } = { A: 'one', B: 'one', C: 'two', D: 'three' }

/** Updates that name their incident consistently, as law needs it: what nothing names cannot be the same in any order. */
const named = fc
  .record({ item, version, withdraws: fc.array(item, { maxLength: 1 }) })
  .map(({ item, version, withdraws }) =>
    wireUpdate({
      ...{
        item,
        version,
        incident: homes[item] ?? null,
        claims: [claim('casualties/killed/police', 1), claim('nature', 'x', null, 1)],
      },
      withdraws: withdraws.map((other) => `agy-a/${other}@1#0`),
    }),
  )
/** Kills of one victim that name the victim's incident or none, so that any order has one home for them. */
const kill = fc
  .record({ victim: item, named: fc.boolean(), version: fc.option(version), number: fc.nat(2) })
  .map(({ victim, named, version, number }): WireUpdate =>
    wireUpdate({
      ...{ item: `K${victim}${number}`, action: 'kill', incident: named ? (homes[victim] ?? null) : null },
      relations: [relation('cancels', victim, version)],
    }),
  )
const sameIdOnce = (updates: readonly WireUpdate[]): WireUpdate[] => [
  ...new Map(updates.map((update) => [`${update.item}@${update.version}`, update])).values(),
]
const story = fc.array(fc.oneof({ weight: 3, arbitrary: named }, kill), { maxLength: 14 }).map(sameIdOnce)

/** What a set of published updates comes to, with incidents by their name: ids are dice. */
const outcome = (updates: readonly WireUpdate[]) => {
  const desk = newsdesk()
  for (const update of updates) desk.publish(update)
  const nameOf = new Map([...desk.known.aliases].map(([name, id]) => [id, name]))
  const rows = desk.events.map((event) => {
    const { update, kills } = dataOf(event)
    return JSON.stringify([
      ...[nameOf.get(event.incident), update.updateId, dataOf(event).reachesOnly, event.causationId.length > 0],
      ...[update.claims.map(({ id }) => id), kills, update.withdraws],
    ])
  })
  const places = desk.events.map((event) => `${event.incident} ${dataOf(event).update.updateId}`)
  return { rows: rows.sort(), places, desk }
}

describe('the laws of filing', () => {
  it('any order of the same updates files the same claims and kills to the same incidents', () => {
    fc.assert(
      fc.property(
        story.chain((updates) =>
          fc.tuple(fc.constant(updates), fc.shuffledSubarray(updates, { minLength: updates.length })),
        ),
        ([updates, shuffled]) => expect(outcome(shuffled).rows).toEqual(outcome(updates).rows),
      ),
      { numRuns: 1000 },
    )
  })
  it('every update is filed once in each incident it touches, and repeats add nothing', () => {
    fc.assert(
      fc.property(story, fc.integer({ min: 1, max: 5 }), (updates, seed) => {
        const { places, desk } = outcome(updates)
        expect(new Set(places).size).toBe(places.length)
        const before = desk.events.length
        for (const [index, update] of updates.entries()) {
          if ((index + seed) % 2 === 0) expect(desk.publish(update).outcome).toBe('repeat')
          desk.publish({ ...update, action: 'repeat' })
        }
        expect(desk.events).toHaveLength(before)
      }),
    )
  })
  it('deciding is total: any update is decided on', () => {
    const wild = fc.record({
      ...{ provider: fc.string({ maxLength: 5 }), item: fc.option(fc.string({ unit: 'binary', maxLength: 5 })) },
      ...{ version: fc.string({ maxLength: 3 }), slug: fc.option(fc.string()), incident: fc.option(fc.string()) },
      action: fc.constantFrom('new', 'repeat', 'kill', 'withdraw', 'test', 'correction' as const),
      withdraws: fc.array(fc.oneof(fc.string(), fc.constant('a/b@1#0'), fc.constant('a/%zz@1#0')), { maxLength: 2 }),
      relations: fc.array(
        fc.record({
          rel: fc.constantFrom('cancels', 'repeats', 'x'),
          provider: fc.string(),
          item: fc.string(),
          version: fc.option(fc.string()),
        }),
        { maxLength: 2 },
      ),
    })
    fc.assert(
      fc.property(fc.array(wild, { maxLength: 8 }), (updates) => {
        const desk = newsdesk()
        for (const update of updates) {
          expect(['filed', 'repeat', 'conflict', 'waiting', 'rejected']).toContain(desk.publish(update).outcome)
        }
      }),
      { numRuns: 1000 },
    )
  })
  it('version keys order as versions do', () => {
    const any = fc.oneof(
      fc.stringMatching(/^[0-9]{1,20}$/),
      fc.string({ unit: 'binary', maxLength: 4 }).filter((text) => !/\p{Surrogate}/u.test(text)),
    )
    fc.assert(
      fc.property(any, any, (a, b) => {
        const bytes = Buffer.compare(Buffer.from(versionKey(a)), Buffer.from(versionKey(b)))
        expect(Math.sign(bytes)).toBe(Math.sign(compareVersions(a, b)))
      }),
    )
  })
})
