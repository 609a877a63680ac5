import { at, openNewsroom, toll, type Newsroom } from './newsroom.js'

const police = 'casualties/killed/police'

describe('versions and takes', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
  })
  afterAll(() => room.stop())

  it('an alert, a newsbreak, an update and a wrap of one wire, each under an id of its own, are one incident', async () => {
    const takes = ['FERRY', 'FERRY (UPDATE 1)', 'FERRY/ (UPDATE 2, PIX)', 'FERRY/WRAP']
    const incidents = new Set<string | undefined>()
    for (const [place, slug] of takes.entries()) {
      const { updates } = await room.say({
        item: `take-${place}`,
        slug,
        headline: slug,
        saidAt: at(`0${place + 5}:00`),
      })
      incidents.add(updates[0]?.incident)
    }
    expect(incidents.size).toBe(1)
  })

  it('any order of the same updates, some of them twice, gives the same view', async () => {
    const updates = (incident: string) => [
      { item: `${incident}-1`, headline: 'one', saidAt: at('05:00'), claims: [toll(1)] },
      { item: `${incident}-1`, version: '2', headline: 'two', saidAt: at('06:00'), claims: [toll(4)] },
      { item: `${incident}-1`, version: '3', action: 'correction', saidAt: at('07:00'), claims: [toll(2)], withdraws: [`agy-a/${incident}-1@2#0`] },
      { item: `${incident}-2`, headline: 'other', saidAt: at('06:30'), claims: [toll(9, { speaker: 'a source', tier: 5 })] },
      { item: `${incident}-3`, action: 'kill', saidAt: at('06:40'), relations: [{ rel: 'cancels', item: `${incident}-2` }] },
      { item: `${incident}-1`, version: '4', action: 'hold', saidAt: at('07:30'), text: 'hold' },
    ] // prettier-ignore
    const told = async (incident: string, order: readonly number[]): Promise<object> => {
      const all = updates(incident)
      for (const place of order) await room.say({ incident, ...all[place] })
      const { title, beliefs, updates: count, providers, lastSaidAt } = await room.view(incident)
      const held = await room.update(`agy-a/${incident}-1@3`)
      return JSON.parse(JSON.stringify({ title, beliefs, count, providers, lastSaidAt, held: held.held }).replaceAll(incident, 'I')) as object // prettier-ignore
    }
    const inOrder = await told('order-a', [0, 1, 2, 3, 4, 5])
    expect(inOrder).toMatchObject({ count: 6, held: true, beliefs: { [police]: { best: 2, values: [2] } } })
    expect(await told('order-b', [5, 4, 2, 3, 2, 1, 0, 4])).toEqual(inOrder)
  })

  it('a toll of one speaker goes up and down again, labelled or not, and a lower tier does not bring an old one back', async () => {
    const say = (item: string, value: number, hour: string, over: object = {}) =>
      room.say({ item, incident: 'tolls', saidAt: at(hour), claims: [toll(value, over)] })
    await say('t1', 3, '05:00', { tier: 1 })
    await say('t2', 4, '06:00', { tier: 1 })
    await say('t3', 3, '07:00', { tier: 1 })
    await say('t4', 4, '09:00', { tier: 4, speaker: 'a paper' })
    expect((await room.view('tolls')).beliefs[police]).toMatchObject({ best: 3, low: 3, high: 4 })
  })

  it('a version without a new word withdraws nothing and claims nothing twice', async () => {
    const story = { uri: 'urn:m1', headline: 'Ferry', body_text: 'Police said two officers died.' }
    const { updates } = await room.wire({ ...story, version: '0' })
    const incident = updates[0]?.incident ?? ''
    const { beliefs } = await room.view(incident)
    await room.wire({ ...story, version: '1', slugline: 'FERRY-SINKS' })
    expect(await room.update('agy-n/urn:m1@1')).toMatchObject({ action: 'metadata-only', claims: [], withdraws: [] })
    expect((await room.view(incident)).beliefs).toEqual(beliefs)
    await room.wire({ ...story, version: '2', body_text: 'It is calm now.' })
    expect((await room.view(incident)).beliefs[police]).toBeUndefined()
  })

  it('a part of an item takes nothing from the whole', async () => {
    const story = { uri: 'urn:p1', version: '1', headline: 'Whole', body_text: 'Police said two officers died.' }
    const incident = (await room.wire(story)).updates[0]?.incident ?? ''
    const before = await room.view(incident)
    await room.wire({ uri: 'urn:p1', version: '2', headline: 'Part', representationtype: 'incomplete' })
    const after = await room.view(incident)
    expect([after.title, after.beliefs]).toEqual([before.title, before.beliefs])
  })

  it('an advisory and a test open no incident, and make no claims in the one they belong to', async () => {
    const advisory = {
      uri: 'urn:a1',
      version: '1',
      headline: 'TEST TEST TEST',
      body_text: 'Police said two officers died.',
    }
    expect(await room.wire(advisory)).toMatchObject({
      status: 'waiting',
      reason: expect.stringContaining('opens no incident'),
    })
    const { updates } = await room.wire({ ...advisory, version: '2', headline: 'Real', body_text: 'It is calm.' })
    expect(Object.keys((await room.view(updates[0]?.incident ?? '')).beliefs)).not.toContain(police)
    expect(await room.update('agy-n/urn:a1@1')).toMatchObject({ action: 'test', claims: [] })
  })

  it('a correction is known by its words alone, in another language as well', async () => {
    const story = { uri: 'urn:k1', headline: 'Lautta', body_text: 'x' }
    await room.wire({ ...story, version: '1' })
    await room.wire({ ...story, version: '2', body_text: 'y', ednote: 'Korjattu aiempaa uutista' })
    await room.wire({ ...story, version: '3', body_text: 'z', headline: 'CORRECTED-Lautta' })
    expect((await room.update('agy-n/urn:k1@2')).action).toBe('correction')
    expect((await room.update('agy-n/urn:k1@3')).action).toBe('correction')
  })
})
