import { describe, expect, it } from '@jest/globals'
import type { WireUpdate } from '#wire'
import { dataOf, filed, newsdesk, readClaim, relation, wireUpdate } from './testing/newsdesk.js'

/** An item as an agency's document says it: its claims are read from its text. */
const story = (over: Partial<WireUpdate> = {}): WireUpdate =>
  wireUpdate({ format: 'ninjs', claims: null, text: 'two died', ...over })
const toll = readClaim('casualties/killed/civilians', 2, 'Police')
const day = (time: string) => `2023-09-24T${time}:00.000Z`

describe('an embargo', () => {
  const under = (over: Partial<WireUpdate> = {}) =>
    story({ incident: 'banjska', particulars: { pubStatus: 'embargoed', embargoedUntil: day('09:00') }, ...over })
  it('is over where its end has passed when the item comes', () => {
    const desk = newsdesk()
    expect(desk.publish({ update: under(), receivedAt: day('09:00') }).outcome).toBe('filed')
    expect(desk.publish({ update: under({ item: 'A2' }), receivedAt: day('08:59') }).outcome).toBe('waiting')
  })
  it('ends in time with the decision and the clock in evidence, for the versions of an item in their order', () => {
    const desk = newsdesk()
    desk.publish({ update: under({ version: '2', text: 'two died, one was hurt' }), read: [toll] })
    desk.publish({ update: under(), read: [toll, readClaim('nature', 'attack')] })
    expect(desk.tick(day('08:59'))).toEqual([])
    const events = desk.tick(day('09:01'))
    const ids = events.map((event) => dataOf(event).update.updateId)
    expect(ids).toEqual(['agy-a/A1@1', 'agy-a/A1@2'])
    expect(dataOf(events[0]).evidence['embargo']).toEqual({ until: day('09:00'), endedBy: 'time', at: day('09:01') })
    expect(dataOf(events[1]).update.withdraws).toEqual(['agy-a/A1@1#1'])
    expect(desk.tick(day('10:00'))).toEqual([])
  })
  it('without an end waits for a release, and what is released is what is filed', () => {
    const desk = newsdesk()
    const held = { particulars: { pubStatus: 'embargoed' } as const }
    desk.publish({ update: under(held) })
    desk.publish({ update: under({ ...held, version: '2' }), read: [toll] })
    expect(desk.tick('2099-01-01T00:00:00.000Z')).toEqual([])
    const release = story({ item: 'R', action: 'release', text: null, relations: [relation('releases', 'A1')] })
    const { events } = filed(desk.publish({ update: release }))
    expect(events.map((event) => dataOf(event).update.updateId)).toEqual(['agy-a/A1@2', 'agy-a/R@1'])
    expect(new Set(events.map(({ incident }) => incident)).size).toBe(1)
    expect(dataOf(events[0]).update.claims).toHaveLength(1)
    expect([...desk.known.embargoes.values()].flat()).toEqual([])
  })
  it('is ended by the same version when that may be seen', () => {
    const desk = newsdesk()
    desk.publish({ update: under() })
    const free = under({ particulars: { pubStatus: 'usable' } })
    expect(filed(desk.publish({ update: free })).events).toHaveLength(1)
    expect(desk.publish({ update: under() })).toMatchObject({ outcome: 'repeat' })
    expect(desk.tick(day('10:00'))).toEqual([])
  })
  it('may be put off, never brought forward, by the same version', () => {
    const desk = newsdesk()
    const until = (end: string) => under({ particulars: { pubStatus: 'embargoed', embargoedUntil: day(end) } })
    expect(desk.publish({ update: until('09:00') }).outcome).toBe('waiting')
    expect(desk.publish({ update: until('11:00') }).outcome).toBe('waiting')
    expect(desk.publish({ update: until('08:00') }).outcome).toBe('conflict')
    expect(desk.tick(day('10:00'))).toEqual([])
    expect(desk.tick(day('11:00'))).toHaveLength(1)
  })
  it('of a correction leaves the public version alone until then', () => {
    const desk = newsdesk()
    filed(desk.publish({ update: story({ incident: 'banjska' }), read: [toll] }))
    expect(desk.publish({ update: under({ version: '2' }), read: [toll] })).toMatchObject({
      outcome: 'waiting',
      events: [],
    })
    expect(desk.tick(day('09:00')).map((event) => dataOf(event).update.updateId)).toEqual(['agy-a/A1@2'])
  })
})

describe('what does not speak about the world', () => {
  it.each<[string, Partial<WireUpdate>]>([
    ['a test', { action: 'test' }],
    ['an advisory', { action: 'advisory' }],
    ['what must not be published', { particulars: { publishable: false } }],
  ])('%s makes no claims, opens no incident and waits for what it belongs to', (_, over) => {
    const desk = newsdesk()
    const notice = {
      update: story({ item: 'N', relations: [relation('associatedWith', 'A1')], ...over }),
      read: [toll],
    }
    expect(desk.publish(notice)).toMatchObject({
      outcome: 'waiting',
      reason: expect.stringContaining('opens no incident'),
    })
    const { events } = filed(desk.publish({ update: story({ incident: 'banjska' }), read: [toll] }))
    expect(events.map((event) => [event.incident, dataOf(event).update.updateId])).toEqual([
      ['i-1', 'agy-a/A1@1'],
      ['i-1', 'agy-a/N@1'],
    ])
    expect(dataOf(events[1]).update.claims).toEqual([])
    expect(dataOf(events[1]).evidence['claims']).toMatchObject({ left: 1 })
  })
  it('a hold leaves what its item claims, and so does its release in the same words', () => {
    const desk = newsdesk()
    const version = (version: string, over: Partial<WireUpdate> = {}) =>
      filed(desk.publish({ update: story({ version, incident: 'banjska', ...over }), read: [toll] })).events
    version('1')
    for (const event of [...version('2', { action: 'hold' }), ...version('3', { action: 'release' })]) {
      expect(dataOf(event).update).toMatchObject({ claims: [], withdraws: [] })
    }
    const fourth = version('4', { text: 'three died' })
    expect(dataOf(fourth[0]).update.claims).toHaveLength(1)
  })
  it('a version without a new word is a change of metadata, and the next is compared with the one before it', () => {
    const desk = newsdesk()
    const version = (version: string, text: string, ...read: ReturnType<typeof readClaim>[]) =>
      dataOf(
        filed(desk.publish({ update: story({ version, text, incident: 'banjska', action: 'update' }), read }))
          .events[0],
      )
    version('1', 'two died', toll)
    const second = version('2', 'two died', toll)
    expect(second.update).toMatchObject({ action: 'metadata-only', claims: [], withdraws: [] })
    expect(second.evidence['action']).toMatchObject({ rule: 'same-words', value: 'agy-a/A1@1' })
    expect(version('3', 'it is calm').update.withdraws).toEqual(['agy-a/A1@1#0'])
  })
  it('a label is a reason of its own: a correction in the same words stays one', () => {
    const desk = newsdesk()
    filed(desk.publish({ update: story(), read: [toll] }))
    const again = filed(desk.publish({ update: story({ version: '2', action: 'correction' }), read: [toll] }))
    expect(dataOf(again.events[0]).update).toMatchObject({ action: 'correction', claims: [{ id: 'agy-a/A1@2#0' }] })
  })
  it('a part of an item never takes the place of the whole, and stands where there is no whole', () => {
    const desk = newsdesk()
    const part = { particulars: { partial: true, html: '<p>x</p>' } as const, text: 'two' }
    const alone = dataOf(filed(desk.publish({ update: story({ item: 'B', ...part }), read: [toll] })).events[0])
    expect(alone.update).toMatchObject({ text: 'two', claims: [{}] })
    filed(desk.publish({ update: story(), read: [toll] }))
    const late = dataOf(filed(desk.publish({ update: story({ version: '2', ...part }), read: [] })).events[0])
    expect(late.update).toMatchObject({
      headline: null,
      text: null,
      claims: [],
      withdraws: [],
      particulars: { partial: true },
    })
    expect(desk.publish({ update: story(part) })).toMatchObject({ outcome: 'repeat' })
  })
})

describe('the end of an event', () => {
  const alert = (over: Partial<WireUpdate> = {}) =>
    story({
      ...{ item: 'alert-1', text: 'flood' },
      particulars: { eventNames: ['flood-7'], sources: [{ role: 'originator', name: 'Weather Office', id: null }] },
      ...over,
    })
  it('is said by who issued the alert, and kills nothing', () => {
    const desk = newsdesk()
    filed(desk.publish({ update: alert() }))
    const particulars = { ...alert().particulars, eventEnded: true }
    const { events } = filed(desk.publish({ update: alert({ item: 'alert-2', particulars, action: 'update' }) }))
    expect(events.map(({ incident }) => incident)).toEqual(['i-1'])
    expect(dataOf(events[0])).toMatchObject({
      kills: [],
      update: { claims: [{ fact: 'activity', value: 'over', speaker: 'Weather Office', tier: 1 }] },
      evidence: { link: { rule: 'event', value: 'event flood-7' }, eventEnded: true },
    })
  })
})

describe('stories', () => {
  it('are followed by the slug base that the document gives, and by a chain of takes', () => {
    const desk = newsdesk()
    const at = (item: string, slug: string, particulars: WireUpdate['particulars']) =>
      filed(desk.publish({ update: story({ item, slug, particulars }) })).events[0]?.incident
    expect([
      at('A1', 'BC-NY--Ferry, 1st Ld', { slugBase: 'Ferry' }),
      at('A2', 'AM-NY-FERRY', { slugBase: 'FERRY' }),
      at('A3', 'one', { chain: 'k-1' }),
      at('A4', 'another', { chain: 'k-1' }),
    ]).toEqual(['i-1', 'i-1', 'i-2', 'i-2'])
  })
  it('that a round-up relates to hold it together, and its kill reaches all of them', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'one' }))
    filed(desk.publish({ item: 'A2', incident: 'two' }))
    const relations = [relation('partOf', 'A1'), relation('partOf', 'A2')]
    const roundUp = filed(desk.publish({ update: story({ item: 'R', relations }), read: [toll] }))
    expect(roundUp.events.map((event) => [event.incident, dataOf(event).reachesOnly])).toEqual([
      ['i-1', false],
      ['i-2', true],
    ])
    const kill = filed(desk.publish({ item: 'K', action: 'kill', relations: [relation('cancels', 'R')] }))
    expect(kill.events.map(({ incident }) => incident)).toEqual(['i-1', 'i-2'])
  })
  it('that a round-up rounds up are reached by a kill that came before it', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'one' }))
    filed(desk.publish({ item: 'A2', incident: 'two' }))
    desk.publish({ item: 'K', action: 'kill', relations: [relation('cancels', 'R')] })
    const relations = [relation('partOf', 'A1'), relation('partOf', 'A2')]
    const { events } = filed(desk.publish({ update: story({ item: 'R', relations }) }))
    const kills = events.filter((event) => dataOf(event).kills.length > 0)
    expect(kills.map(({ incident }) => incident)).toEqual(['i-1', 'i-2'])
  })
})
