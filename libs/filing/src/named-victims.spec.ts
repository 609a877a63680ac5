import { describe, expect, it } from '@jest/globals'
import type { NamedVictim } from '#incident'
import type { WireUpdate } from '#wire'
import { dataOf, filed, newsdesk, wireUpdate } from './testing/newsdesk.js'

const headline = 'Ferry sinks off the coast of Norland'
const story = (item: string, messageNumber: string | null, over: Partial<WireUpdate> = {}): WireUpdate =>
  wireUpdate({
    ...{ format: 'iptc-7901', provider: 'dpa', item, claims: null, headline, text: 'x' },
    particulars: { slugBase: item, ...(messageNumber === null ? {} : { messageNumber }) },
    ...over,
  })
const notice = (named: Partial<NamedVictim>, over: Partial<WireUpdate> = {}): WireUpdate =>
  wireUpdate({
    ...{ format: 'iptc-7901', provider: 'dpa', item: 'K', action: 'kill', headline: 'KILL KILL KILL', claims: null },
    text: 'Please kill the item.',
    particulars: { namedVictims: [{ messageNumber: null, headline: null, date: null, ...named }] },
    ...over,
  })

describe('a kill in words', () => {
  it.each<[string, Partial<NamedVictim>, string]>([
    ['number and headline', { messageNumber: '157', headline: 'FERRY SINKS off the coast' }, 'number and headline'],
    ['the number alone', { messageNumber: 'dpa 0157' }, 'number'],
    ['the headline alone, cut short', { headline: 'CORRECTED-Ferry sinks off the co' }, 'headline'],
  ])('takes out the item it names by %s, and keeps the headline of it to itself', (_, named, how) => {
    const desk = newsdesk()
    filed(desk.publish({ update: story('A1', 'dpa 157') }))
    filed(desk.publish({ update: story('A2', 'dpa 158', { headline: 'Something else altogether' }) }))
    const { events } = filed(desk.publish({ update: notice(named) }))
    expect(events.map(({ incident }) => incident)).toEqual(['i-1'])
    expect(dataOf(events[0])).toMatchObject({
      kills: [{ provider: 'dpa', item: 'A1', version: null }],
      evidence: { namedVictims: [{ victim: 'dpa/A1', how }] },
      update: { particulars: { namedVictims: [{ headline: null }] }, claims: [] },
    })
  })
  it('waits for an item that has not come, and takes effect on the one that fits', () => {
    const desk = newsdesk()
    expect(desk.publish({ update: notice({ messageNumber: 'dpa 157', headline }) })).toMatchObject({
      outcome: 'waiting',
      reason: expect.stringContaining('has not come'),
    })
    expect(
      filed(desk.publish({ update: story('A1', 'dpa 157', { headline: 'Quite another story' }) })).events,
    ).toHaveLength(1)
    expect(filed(desk.publish({ update: story('A2', 'dpa 99', { provider: 'afp' }) })).events).toHaveLength(1)
    const { events } = filed(desk.publish({ update: story('A3', 'dpa 157') }))
    expect(events.map((event) => dataOf(event).update.updateId)).toEqual(['dpa/A3@1', 'dpa/K@1'])
    expect(dataOf(events[1]).kills).toEqual([{ provider: 'dpa', item: 'A3', version: null }])
    expect([...desk.known.wanted.values()].flat()).toEqual([])
  })
  it.each<[string, Partial<NamedVictim>]>([
    ['several have the headline', { headline }],
    ['the number means one and the headline another', { messageNumber: '159', headline }],
    ['it names nothing', {}],
  ])('is left to a person where %s, and is never silent', (_, named) => {
    const desk = newsdesk()
    filed(desk.publish({ update: story('A1', 'dpa 157') }))
    filed(desk.publish({ update: story('A2', 'dpa 158') }))
    filed(desk.publish({ update: story('A3', 'dpa 159', { headline: 'Another one' }) }))
    expect(desk.publish({ update: notice(named) })).toMatchObject({
      outcome: 'rejected',
      code: 'FILING_KILL_UNRESOLVED',
    })
    expect(desk.known.updates.has('dpa/K@1')).toBe(false)
  })
  it('means the message of its own days: numbers come round again', () => {
    const desk = newsdesk()
    const at = (saidAt: string) => ({ saidAt })
    filed(desk.publish({ update: story('d1', '157', { ...at('2023-09-20T10:00:00.000Z'), headline: 'Old' }) }))
    filed(desk.publish({ update: story('d2', '157', { ...at('2023-09-24T10:00:00.000Z'), headline: 'New' }) }))
    const today = filed(desk.publish({ update: notice({ messageNumber: '157' }, at('2023-09-24T11:00:00.000Z')) }))
    expect(dataOf(today.events[0]).kills).toMatchObject([{ item: 'd2' }])
    const dated = notice(
      { messageNumber: '157', date: '2023-09-20' },
      { item: 'K2', ...at('2023-09-24T12:00:00.000Z') },
    )
    expect(dataOf(filed(desk.publish({ update: dated })).events[0]).kills).toMatchObject([{ item: 'd1' }])
  })
  it('reaches an item that waits under embargo, for good', () => {
    const desk = newsdesk()
    const particulars = {
      messageNumber: 'dpa 157',
      pubStatus: 'embargoed' as const,
      embargoedUntil: '2023-09-24T09:00:00.000Z',
    }
    desk.publish({ update: story('A1', null, { particulars }) })
    expect(desk.publish({ update: notice({ messageNumber: 'dpa 157' }) }).outcome).toBe('waiting')
    expect(desk.tick('2023-09-24T10:00:00.000Z')).toEqual([])
  })
  it('names what a hold holds and a release frees, too', () => {
    const desk = newsdesk()
    filed(desk.publish({ update: story('A1', 'dpa 157') }))
    const [hold] = filed(
      desk.publish({ update: notice({ messageNumber: '157' }, { item: 'H', action: 'hold' }) }),
    ).events
    const [free] = filed(
      desk.publish({ update: notice({ messageNumber: '157' }, { item: 'F', action: 'release' }) }),
    ).events
    expect([hold, free].map((event) => [event?.incident, dataOf(event).kills, dataOf(event).update.relations])).toEqual(
      [
        ['i-1', [], [{ rel: 'holds', provider: 'dpa', item: 'A1', version: null }]],
        ['i-1', [], [{ rel: 'releases', provider: 'dpa', item: 'A1', version: null }]],
      ],
    )
  })
})
