import { at, openNewsroom, toll, type Newsroom } from './newsroom.js'

const police = 'casualties/killed/police'
const injured = 'casualties/injured/police'
const wounded = (value: number): object => ({ fact: injured, value, speaker: 'Hospital', tier: 3 })

describe('an incident that turns out to be another one', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
  })
  afterAll(() => room.stop())

  const beliefsOf = async (name: string, query = '') => (await room.view(name, query)).beliefs
  const idOf = async (name: string) => (await room.view(name)).id

  it('is merged and split again, and every old name resolves throughout', async () => {
    await room.say({ item: 'r1', slug: 'RIVER-FLOOD', incident: 'river', headline: 'River rises', saidAt: at('05:00'), claims: [toll(1)] })
    await room.say({ item: 'r2', slug: 'RIVER-FLOOD', headline: 'Two dead by the river', saidAt: at('06:00'), claims: [toll(2), wounded(5)] })
    await room.say({ item: 'r3', slug: 'RIVER-FLOOD', headline: 'Hospital error', saidAt: at('06:10'), withdraws: ['agy-a/r2@1#1'] })
    await room.say({ item: 'r4', slug: 'RIVER-FLOOD', headline: 'Nine dead', saidAt: at('06:20'), claims: [toll(9, { speaker: 'A radio', tier: 5 })] })
    await room.command('river', { command: 'overrule', claims: ['agy-a/r4@1#0'], saidAt: at('06:25') })
    await room.say({ item: 'd1', slug: 'DAM-BREAK', incident: 'dam', headline: 'A dam broke', saidAt: at('05:30'), claims: [wounded(3)] })
    const [river, dam] = [await room.view('river'), await room.view('dam')]
    expect(river.beliefs).toMatchObject({ [police]: { best: 2, values: [2] } })

    const merged = await room.command('river', { command: 'merge', into: 'dam' })
    expect(merged).toMatchObject({ status: 'projected' })
    const whole = await room.view('dam')
    expect(whole).toMatchObject({ id: dam.id, updates: 5, title: 'Nine dead', beliefs: { [police]: { best: 2, values: [2] }, [injured]: { best: 3, values: [3] } } })
    for (const name of [river.id, 'river']) expect(await room.view(name)).toEqual(whole)
    expect(await room.etag(river.id)).toBe(`"${whole.revision}.${dam.id}"`)
    expect(await room.found('dead')).toEqual([dam.id])
    expect(await room.view(river.id, `?revision=${river.revision}`)).toEqual(river)
    expect(await room.view(river.id, `?revision=${(river.revision ?? 0) + 1}`)).toMatchObject({ mergedInto: dam.id, beliefs: {}, updates: 0, providers: [] })
    expect(await beliefsOf('dam', `?revision=${dam.revision}`)).toEqual(dam.beliefs)
    expect((await room.update('agy-a/r2@1')).incidents).toEqual([dam.id])
    expect(await room.update('agy-a/r2@1')).toMatchObject({ claims: [{ status: 'live' }, { status: 'retracted' }] })

    const next = await room.say({ item: 'r5', slug: 'RIVER-FLOOD', headline: 'Three dead', saidAt: at('07:00'), claims: [toll(3)] })
    expect(next.updates).toMatchObject([{ incident: dam.id }])
    const named = await room.say({ item: 'r6', incident: 'river', headline: 'By the river', saidAt: at('07:10') })
    expect(named).toMatchObject({ updates: [{ incident: dam.id }], warnings: [] })

    const items = ['r1', 'r2', 'r3', 'r4', 'r5', 'r6'].map((item) => ({ provider: 'agy-a', item }))
    expect(await room.command('dam', { command: 'move', items, into: river.id })).toMatchObject({ status: 'projected' })
    expect(await room.view('river')).toMatchObject({ id: river.id, title: 'By the river', updates: 6, beliefs: { [police]: { best: 3, values: [3] } } })
    expect((await room.view('river')).mergedInto).toBeUndefined()
    expect(await beliefsOf('river', `?asOf=${at('06:30')}`)).toEqual(await beliefsOf(river.id, `?revision=${river.revision}`))
    expect(await room.view('dam')).toMatchObject({ id: dam.id, title: dam.title, beliefs: dam.beliefs, updates: 1 })
    expect((await room.say({ item: 'r7', slug: 'RIVER-FLOOD', headline: 'Four', saidAt: at('08:00') })).updates).toMatchObject([{ incident: river.id }])
    expect((await room.say({ item: 'd2', slug: 'DAM-BREAK', headline: 'Dam', saidAt: at('08:00') })).updates).toMatchObject([{ incident: dam.id }])
    expect(await room.say({ item: 'r1', slug: 'RIVER-FLOOD', incident: 'river', headline: 'River rises', saidAt: at('05:00'), claims: [toll(1)] }))
      .toMatchObject({ status: 'repeat' })
  }) // prettier-ignore

  it('takes along what takes its claims out, wherever that came from', async () => {
    await room.say({ item: 'k1', incident: 'knife', saidAt: at('05:00'), headline: 'Stabbing', claims: [toll(1)] })
    await room.say({ item: 'k2', incident: 'knife', saidAt: at('05:10'), headline: 'Other', claims: [wounded(2)] })
    await room.say({ item: 'x1', incident: 'elsewhere', saidAt: at('05:20'), headline: 'Elsewhere' })
    await room.say({ item: 'x2', incident: 'elsewhere', action: 'kill', saidAt: at('05:30'), relations: [{ rel: 'cancels', item: 'k1' }] })
    expect(await beliefsOf('knife')).not.toHaveProperty([police])
    await room.command('knife', { command: 'move', items: [{ provider: 'agy-a', item: 'k1' }], into: 'a new story' })
    expect(await beliefsOf(encodeURIComponent('a new story'))).toEqual({})
    expect(await room.update('agy-a/k1@1')).toMatchObject({ killed: true, killedBy: 'agy-a/x2@1', text: null })
    expect(await room.everything('knife', [])).not.toContain('Stabbing')
    await room.say({ item: 'k1', version: '2', saidAt: at('05:40'), headline: 'Again', claims: [toll(7)] })
    expect(await room.view(encodeURIComponent('a new story'))).toMatchObject({ beliefs: {}, title: 'a new story' })
    expect(await beliefsOf('knife')).toMatchObject({ [injured]: { best: 2 } })
    await room.say({ item: 'k3', saidAt: at('06:00'), headline: 'Withdrawn', withdraws: ['agy-a/k2@1#0'] })
    expect(await beliefsOf('knife')).toEqual({})
  }) // prettier-ignore

  it('keeps no words in its past of what is killed elsewhere later', async () => {
    await room.say({ item: 'p1', incident: 'past', saidAt: at('05:00'), headline: 'Secretword', claims: [toll(1)] })
    await room.say({ item: 'p2', incident: 'past', saidAt: at('05:10'), headline: 'Plainword' })
    await room.command('past', { command: 'move', items: [{ provider: 'agy-a', item: 'p1' }], into: 'present' })
    expect(await room.everything('past', [])).toContain('Secretword')
    await room.say({ item: 'p3', incident: 'past', action: 'kill', saidAt: at('05:20'), relations: [{ rel: 'cancels', item: 'p1' }] })
    const told = (await room.everything('past', ['agy-a/p1@1'])) + (await room.everything('present', []))
    expect(told).not.toContain('Secretword')
    expect(told).toContain('Plainword')
  }) // prettier-ignore

  it('is left as it was by a command that cannot be carried out, which says why', async () => {
    await room.say({ item: 'o1', incident: 'one', saidAt: at('05:00'), headline: 'One', claims: [toll(1)] })
    await room.say({ item: 'o2', incident: 'two', saidAt: at('05:00'), headline: 'Two', claims: [toll(2)] })
    const before = [await room.view('one'), await room.view('two')]
    const item = { provider: 'agy-a', item: 'o2' }
    const refusals: readonly (readonly [body: object, reason: RegExp, headers?: object])[] = [
      [{ command: 'merge', into: 'nowhere' }, /there is no incident "nowhere"/],
      [{ command: 'merge', into: 'one' }, /cannot be moved into it/],
      [{ command: 'move', items: [item], into: 'two' }, /agy-a\/o2 is not in incident/],
      [{ command: 'merge', into: 'two' }, /expected revision 7, met revision 1/, { 'if-match': '"7"' }],
    ]
    for (const [body, reason, headers] of refusals) {
      const receipt = await room.command('one', body, headers)
      expect(receipt).toMatchObject({ status: 'rejected', reason: expect.stringMatching(reason) })
    }
    expect([await room.view('one'), await room.view('two')]).toEqual(before)
    const both = await Promise.all(
      ['two', 'elsewhere'].map((into) => room.command('one', { command: 'merge', into }, { 'if-match': '"1"' })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(['projected', 'rejected'])
  })

  it('can be proved, and replays to the same hashes', async () => {
    const verified = await room.wireledger('verify', '--json')
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true, mismatches: [] })
    const replayed = await room.wireledger('replay', '--json')
    expect(JSON.parse(replayed.stdout)).toMatchObject({ identical: true, mismatches: [], switched: true })
    expect(await room.view(await idOf('river'))).toMatchObject({ title: 'Four' })
  })
})
