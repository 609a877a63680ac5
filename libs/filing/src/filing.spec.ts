import { describe, expect, it } from '@jest/globals'
import type { WireUpdate } from '#wire'
import { claim, dataOf, filed, newsdesk, readClaim, relation, wireUpdate } from './testing/newsdesk.js'

const text = (over = {}) =>
  wireUpdate({
    format: 'text',
    provider: 'unknown',
    item: null,
    saidAt: null,
    headline: null,
    text: 'shootings continue',
    ...over,
  })

describe('linking', () => {
  it('opens an incident for an unknown name and keeps the name as an alias on every event that says it', () => {
    const desk = newsdesk()
    const first = filed(desk.publish({ incident: 'banjska' }))
    const second = filed(desk.publish({ item: 'A2', incident: 'banjska' }))
    expect([first.events[0]?.incident, second.events[0]?.incident]).toEqual(['i-1', 'i-1'])
    expect(dataOf(first.events[0]).aliases).toEqual(['banjska'])
    expect(dataOf(second.events[0]).aliases).toEqual(['banjska'])
    expect(dataOf(first.events[0]).evidence['link']).toEqual({ rule: 'name', value: 'banjska', opened: true })
  })
  it('takes an incident id as a name without making it an alias', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'banjska' }))
    const { events } = filed(desk.publish({ item: 'A2', incident: 'i-1' }))
    expect(events[0]?.incident).toBe('i-1')
    expect(dataOf(events[0]).aliases).toEqual([])
  })
  it('keeps all versions of an item in the incident of its first one and warns of another name', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'banjska' }))
    const second = filed(desk.publish({ version: '2', incident: 'elsewhere' }))
    expect(second.events[0]?.incident).toBe('i-1')
    expect(second.warnings).toEqual(['names incident "elsewhere", but was filed to i-1, where its item is'])
    expect(dataOf(second.events[0]).aliases).toEqual([])
    expect(desk.known.aliases.has('elsewhere')).toBe(false)
  })
  it('follows a relation to a filed item, whatever it is called', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'banjska' }))
    const { events } = filed(
      desk.publish({ provider: 'agy-b', item: 'X', relations: [relation('derivedFrom', 'A1', '1')] }),
    )
    expect(events[0]?.incident).toBe('i-1')
    expect(dataOf(events[0]).evidence['link']).toEqual({ rule: 'relation', rel: 'derivedFrom', value: 'agy-a/A1@1' })
  })
  it('finds an item that an earlier update relates to, and other updates that relate to it, in whatever order they come', () => {
    const parts: readonly Partial<WireUpdate>[] = [
      { item: 'X', headline: 'the story' },
      { item: 'C', relations: [relation('corrects', 'X')] },
      { item: 'S', provider: 'agy-b', relations: [relation('sidebar', 'X')] },
      { item: 'D', relations: [relation('derivedFrom', 'C')] },
    ]
    const orders = [[0, 1, 2, 3], [1, 0, 2, 3], [2, 1, 3, 0], [3, 1, 2, 0], [1, 3, 2, 0]] // prettier-ignore
    for (const order of orders) {
      const desk = newsdesk()
      const incidents = order.map((place) => filed(desk.publish(parts[place] ?? {})).events[0]?.incident)
      expect([order, incidents]).toEqual([order, ['i-1', 'i-1', 'i-1', 'i-1']])
    }
  })
  it.each([['associatedWith'], ['seeAlso']])(
    'brings no stories together that are %s the same picture, whenever it comes',
    (rel) => {
      for (const order of ['ABP', 'APB', 'PAB']) {
        const desk = newsdesk()
        const incidents = [...order].map((item) => {
          const relations = item === 'P' ? [] : [relation(rel, 'P')]
          return filed(desk.publish({ item, relations })).events[0]?.incident
        })
        expect([order, incidents]).toEqual([order, ['i-1', 'i-2', 'i-3']])
      }
    },
  )
  it('follows the slug of the same provider for 72 hours, counted from the newest update under it', () => {
    const desk = newsdesk()
    filed(desk.publish({ slug: 'KOSOVO-ATTACK', saidAt: '2023-09-24T00:00:00.000Z' }))
    const near = filed(
      desk.publish({ item: 'A2', slug: 'Kosovo-Attack (UPDATE 1)', saidAt: '2023-09-27T00:00:00.000Z' }),
    )
    const chained = filed(desk.publish({ item: 'A3', slug: 'KOSOVO-ATTACK/SCENE', saidAt: '2023-09-30T00:00:00.000Z' }))
    const far = filed(desk.publish({ item: 'A4', slug: 'KOSOVO-ATTACK', saidAt: '2023-10-03T00:00:00.001Z' }))
    const other = filed(
      desk.publish({ provider: 'agy-b', item: 'B', slug: 'KOSOVO-ATTACK', saidAt: '2023-09-24T00:00:00.000Z' }),
    )
    expect([near, chained, far, other].map(({ events }) => events[0]?.incident)).toEqual(['i-1', 'i-1', 'i-2', 'i-3'])
  })
  it('opens an incident of its own for an update that nothing links', () => {
    const desk = newsdesk()
    expect(filed(desk.publish({})).events[0]?.incident).toBe('i-1')
    expect(filed(desk.publish({ item: 'A2' })).events[0]?.incident).toBe('i-2')
  })
})

describe('the same update again', () => {
  it('is a repeat where the payload is equal, whatever the format', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'banjska' }))
    const again = desk.publish({ incident: 'banjska', format: 'other', evidence: { action: 'said so' } })
    expect(again).toMatchObject({ outcome: 'repeat', of: { updateId: 'agy-a/A1@1', incident: 'i-1' } })
    expect(desk.events).toHaveLength(1)
  })
  it('is a conflict where the payload differs, and names both positions', () => {
    const desk = newsdesk()
    filed(desk.publish({ headline: 'one' }))
    expect(desk.publish({ headline: 'two' })).toMatchObject({
      outcome: 'conflict',
      reason: expect.stringMatching(/newsroom\.wire\.v1\/0\/0.*newsroom\.wire\.v1\/0\/1/),
    })
  })
  it('is a repeat where the action says so: of what it relates to, known or not', () => {
    const desk = newsdesk()
    const early = desk.publish({ item: 'A9', action: 'repeat', relations: [relation('repeats', 'A1')] })
    expect(early).toEqual({ outcome: 'repeat', of: null, reason: 'repeats agy-a/A1, which has not come yet' })
    filed(desk.publish({ incident: 'banjska' }))
    const late = desk.publish({ item: 'A8', action: 'repeat', relations: [relation('repeats', 'A1')] })
    expect(late).toMatchObject({ outcome: 'repeat', of: { updateId: 'agy-a/A1@1', incident: 'i-1' } })
    expect(desk.publish({ action: 'repeat', headline: 'other' })).toMatchObject({ of: { updateId: 'agy-a/A1@1' } })
    expect(desk.events).toHaveLength(1)
  })
  it('is filed where it says it is a repeat, names nothing and is the first that is heard of its item', () => {
    const desk = newsdesk()
    filed(desk.publish({ item: 'A7', action: 'repeat', headline: 'REPEAT-Attack in the north' }))
    expect(desk.publish({ item: 'A7', action: 'repeat', headline: 'REPEAT-Attack in the north' }).outcome).toBe(
      'repeat',
    )
  })
})

describe('bare text', () => {
  it('gets an item from its bytes, and its incident from the key', () => {
    const desk = newsdesk()
    const { events, updateId } = filed(desk.publish({ update: text(), key: 'banjska', bytes: 'shootings continue' }))
    expect(updateId).toMatch(/^unknown\/sha256-[0-9a-f]{32}@1$/)
    expect(dataOf(events[0])).toMatchObject({ aliases: ['banjska'], update: { saidAt: '2023-09-24T06:00:00.000Z' } })
  })
  it('is a repeat within ten minutes of the item, then a new item with a suffix', () => {
    const desk = newsdesk()
    const at = (receivedAt: string, key = 'banjska') => desk.publish({ update: text(), key, bytes: 'x', receivedAt })
    const stem = filed(at('2023-09-24T06:00:00.000Z')).updateId.replace('@1', '')
    expect(at('2023-09-24T06:10:00.000Z')).toMatchObject({ outcome: 'repeat', of: { updateId: `${stem}@1` } })
    expect(filed(at('2023-09-24T06:10:00.001Z')).updateId).toBe(`${stem}-2@1`)
    expect(at('2023-09-24T06:15:00.000Z')).toMatchObject({ outcome: 'repeat', of: { updateId: `${stem}-2@1` } })
    expect(filed(at('2023-09-24T06:15:00.000Z', 'elsewhere')).updateId).toBe(`${stem}-3@1`)
  })
  it('ignores a key that cannot be a name, and says so', () => {
    const desk = newsdesk()
    const { events, warnings } = filed(desk.publish({ update: text(), key: 'a\u0001b' }))
    expect(dataOf(events[0]).aliases).toEqual([])
    expect(warnings).toEqual(["the record's key cannot name an incident and was ignored"])
  })
})

describe('claims', () => {
  it('get the defaults of the contract', () => {
    const desk = newsdesk()
    const { events } = filed(desk.publish({ claims: [claim('perpetrator', 'x', null, 3)] }))
    expect(dataOf(events[0]).update.claims).toEqual([
      {
        ...{
          id: 'agy-a/A1@1#3',
          fact: 'perpetrator',
          value: 'x',
          speaker: 'agy-a',
          tier: 4,
          independenceGroup: 'agy-a',
        },
        ...{ via: [], saidAt: '2023-09-24T05:48:00.000Z', quote: null, allegation: true },
      },
    ])
  })
  it('read from text take back what the version before carried and this one does not', () => {
    const desk = newsdesk()
    const version = (number: string, ...read: ReturnType<typeof readClaim>[]) =>
      filed(desk.publish({ update: wireUpdate({ version: number, claims: null, text: 't' }), read }))
    version('9', readClaim('casualties/killed/police', 1), readClaim('activity', 'ongoing', 'Police'))
    const late = version('2', readClaim('nature', 'attack'))
    const ten = version('10', readClaim('casualties/killed/police', 2))
    expect(dataOf(late.events[0]).update.withdraws).toEqual([])
    expect(dataOf(ten.events[0]).update.withdraws).toEqual(['agy-a/A1@9#1'])
    expect(dataOf(ten.events[0]).evidence['dropped']).toEqual({ from: 'agy-a/A1@9', claims: ['agy-a/A1@9#1'] })
  })
  it('given by the publisher take nothing back by themselves', () => {
    const desk = newsdesk()
    filed(desk.publish({ claims: [claim('activity', 'ongoing')] }))
    expect(dataOf(filed(desk.publish({ version: '2', claims: [] })).events[0]).update.withdraws).toEqual([])
  })
})

describe('withdrawals', () => {
  it('reach the incident that holds the claim, whichever came first', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'one', claims: [claim('activity', 'over')] }))
    const withdraws = ['agy-a/A1@1#0', 'agy-a/A5@1#1', 'agy-a/A5@1#7']
    const { events } = filed(desk.publish({ item: 'B1', incident: 'two', withdraws }))
    expect(
      events.map(({ incident, event }) => [incident, event.type === 'UpdateFiled' && event.data.reachesOnly]),
    ).toEqual([
      ['i-2', false],
      ['i-1', true],
    ])
    const later = filed(desk.publish({ item: 'A5', incident: 'three', claims: [claim('activity', 'over', null, 1)] }))
    expect(later.events.map(({ incident, causationId }) => [incident, causationId])).toEqual([
      ['i-3', 'newsroom.wire.v1/0/2'],
      ['i-3', 'newsroom.wire.v1/0/1'],
    ])
    expect(dataOf(later.events[1])).toMatchObject({
      reachesOnly: true,
      update: { updateId: 'agy-a/B1@1', claims: [], withdraws },
    })
  })
  it('do not reach an incident whose update carries no such claim', () => {
    const desk = newsdesk()
    filed(desk.publish({ item: 'B1', incident: 'two', withdraws: ['agy-a/A5@1#0'] }))
    expect(filed(desk.publish({ item: 'A5', incident: 'three', claims: [] })).events).toHaveLength(1)
    expect([...desk.known.pending.values()].flat()).toEqual([])
  })
})

describe('kills', () => {
  it('take out every version of their own item where no relation names a victim', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'banjska' }))
    const { events } = filed(desk.publish({ version: '2', action: 'kill' }))
    expect(events.map(({ incident }) => incident)).toEqual(['i-1'])
    expect(dataOf(events[0]).kills).toEqual([{ provider: 'agy-a', item: 'A1', version: null }])
  })
  it('go to every incident that holds a victim, with their own claims only at home', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'one' }))
    filed(desk.publish({ item: 'A2', incident: 'two' }))
    const relations = [relation('cancels', 'A1', '1'), relation('cancels', 'A2')]
    const kill = filed(desk.publish({ item: 'K', action: 'kill', relations, claims: [claim('nature', 'hoax')] }))
    expect(kill.events.map(({ incident }) => incident)).toEqual(['i-1', 'i-2'])
    expect(dataOf(kill.events[0])).toMatchObject({ reachesOnly: false, update: { claims: [{ fact: 'nature' }] } })
    expect(dataOf(kill.events[1])).toMatchObject({ reachesOnly: true, update: { claims: [] } })
    expect(dataOf(kill.events[1]).kills).toEqual([
      { provider: 'agy-a', item: 'A1', version: '1' },
      { provider: 'agy-a', item: 'A2', version: null },
    ])
    expect(kill.events[0]?.id).not.toBe(kill.events[1]?.id)
  })
  it('come before their victim to the incident they name, and follow the victim elsewhere', () => {
    const desk = newsdesk()
    const kill = filed(
      desk.publish({ item: 'K', action: 'kill', incident: 'one', relations: [relation('cancels', 'A1')] }),
    )
    expect(kill.events.map(({ incident }) => incident)).toEqual(['i-1'])
    const victim = filed(desk.publish({ incident: 'two' }))
    expect(victim.events.map(({ incident, causationId }) => [incident, causationId])).toEqual([
      ['i-2', 'newsroom.wire.v1/0/1'],
      ['i-2', 'newsroom.wire.v1/0/0'],
    ])
    expect(dataOf(victim.events[1]).reachesOnly).toBe(true)
    expect(filed(desk.publish({ version: '2' })).events).toHaveLength(1)
  })
  it('wait where they name no incident and nothing of them is known, and are filed when the victim comes', () => {
    const desk = newsdesk()
    const kill = { item: 'K', action: 'kill', relations: [relation('cancels', 'A1', '2')] } as const
    expect(desk.publish(kill).outcome).toBe('waiting')
    expect(desk.publish(kill)).toMatchObject({ outcome: 'repeat', of: null })
    const victim = filed(desk.publish({ incident: 'one' }))
    expect(victim.events.map(({ incident }) => incident)).toEqual(['i-1', 'i-1'])
    expect(victim.events[1]).toMatchObject({ causationId: 'newsroom.wire.v1/0/0' })
    expect(dataOf(victim.events[1])).toMatchObject({ reachesOnly: false, update: { updateId: 'agy-a/K@1' } })
    expect(desk.publish(kill)).toMatchObject({ outcome: 'repeat', of: { incident: 'i-1' } })
  })
  it('that wait are freed one by another', () => {
    const desk = newsdesk()
    expect(desk.publish({ item: 'K1', action: 'kill', relations: [relation('cancels', 'A1')] }).outcome).toBe('waiting')
    expect(desk.publish({ item: 'K2', action: 'kill', relations: [relation('cancels', 'K1')] }).outcome).toBe('waiting')
    const { events } = filed(desk.publish({ incident: 'one' }))
    expect(events.map((event) => dataOf(event).update.updateId)).toEqual(['agy-a/A1@1', 'agy-a/K1@1', 'agy-a/K2@1'])
    expect([...desk.known.pending.values()].flat()).toEqual([])
  })
  it('that wait go home with their own item, too', () => {
    const desk = newsdesk()
    expect(desk.publish({ version: '2', action: 'withdraw' }).outcome).toBe('waiting')
    const { events } = filed(desk.publish({ version: '1', incident: 'one' }))
    expect(events.map((event) => dataOf(event).update.updateId)).toEqual(['agy-a/A1@1', 'agy-a/A1@2'])
  })
  it('by a relation leave an ordinary update where it says it belongs', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'one' }))
    const relations = [relation('cancels', 'A1')]
    const { events } = filed(desk.publish({ item: 'A2', incident: 'two', relations, claims: [claim('nature', 'x')] }))
    expect(events.map((event) => [event.incident, dataOf(event).reachesOnly])).toEqual([
      ['i-2', false],
      ['i-1', true],
    ])
  })
})

describe('what can never be an event', () => {
  it('is rejected with a code', () => {
    const desk = newsdesk()
    expect(desk.publish({ headline: 'a\u0000b' })).toMatchObject({ outcome: 'rejected', code: 'FILING_TEXT_UNFIT' })
    expect(desk.publish({ item: 'x'.repeat(1400) })).toMatchObject({ outcome: 'rejected', code: 'FILING_ID_TOO_LONG' })
    expect(desk.publish({ text: '"'.repeat(5_000_000) })).toMatchObject({
      outcome: 'rejected',
      code: 'FILING_EVENT_TOO_LARGE',
    })
    expect(desk.publish({ text: '中'.repeat(3_000_000) })).toMatchObject({
      outcome: 'rejected',
      code: 'FILING_EVENT_TOO_LARGE',
    })
    expect(desk.events).toEqual([])
    expect(desk.known.updates.size).toBe(0)
  })
})

describe('an overrule', () => {
  it('becomes an event of the incident it names by id or alias', () => {
    const desk = newsdesk()
    filed(desk.publish({ incident: 'banjska' }))
    expect(desk.overrule({ expectedRevision: 3 })).toMatchObject({
      outcome: 'filed',
      event: { incident: 'i-1', event: { data: { expectedRevision: 3, saidAt: '2023-09-24T06:00:00.000Z' } } },
      warnings: [],
    })
  })
  it('of an unknown incident is rejected, of a claim of another incident warned of', () => {
    const desk = newsdesk()
    expect(desk.overrule({})).toMatchObject({ outcome: 'rejected', code: 'FILING_INCIDENT_UNKNOWN' })
    filed(desk.publish({ item: 'B', incident: 'banjska' }))
    filed(desk.publish({ incident: 'other' }))
    expect(desk.overrule({})).toMatchObject({ warnings: ['agy-a/A1@1#0 was filed to another incident, i-2'] })
  })
})
