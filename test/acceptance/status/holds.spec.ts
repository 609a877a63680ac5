import { at, openNewsroom, toll, type Newsroom } from './newsroom.js'

describe('a hold', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
  })
  afterAll(() => room.stop())

  const story = (item: string, incident: string) => ({
    ...{ item, incident, saidAt: at('06:00'), headline: 'Secrethead', text: 'secretword', claims: [toll(2)] },
  })

  it('takes the words of its item out of sight and changes no belief, and a release brings all of it back', async () => {
    await room.say({ item: 'H0', incident: 'held', saidAt: at('05:00'), headline: 'First word' })
    await room.say(story('H1', 'held'))
    const before = await room.view('held')
    await room.say({
      item: 'N1',
      action: 'hold',
      saidAt: at('07:00'),
      text: 'hold it',
      relations: [{ rel: 'holds', item: 'H1' }],
    })
    const during = await room.view('held')
    expect([during.title, during.beliefs]).toEqual(['First word', before.beliefs])
    expect(await room.update('agy-a/H1@1')).toMatchObject({
      ...{ held: true, heldBy: 'agy-a/N1@1', headline: null, text: null },
      claims: [{ status: 'live', quote: null }],
    })
    expect(await room.raw('agy-a/H1@1')).toBe(403)
    expect(await room.found('secretword')).toEqual([])
    expect(await room.everything('held', ['agy-a/H0@1', 'agy-a/H1@1', 'agy-a/N1@1'])).not.toMatch(/secret/i)
    await room.say({
      item: 'N2',
      action: 'release',
      saidAt: at('08:00'),
      text: 'use it',
      relations: [{ rel: 'releases', item: 'H1' }],
    })
    const after = await room.view('held')
    expect([after.title, after.beliefs]).toEqual([before.title, before.beliefs])
    expect(await room.update('agy-a/H1@1')).toMatchObject({ headline: 'Secrethead', text: 'secretword' })
    expect((await room.update('agy-a/H1@1')).held).toBeUndefined()
    expect(await room.raw('agy-a/H1@1')).toBe(200)
  })

  it('ends with a newer version that may be used, in the same words or others', async () => {
    const version = (version: string, over: object = {}) =>
      room.wire({ uri: 'urn:h2', version, headline: 'Ferry', body_text: 'Police said two officers died.', ...over })
    const { updates } = await version('1')
    const incident = updates[0]?.incident ?? ''
    const { title, beliefs } = await room.view(incident)
    await version('2', { pubstatus: 'withheld' })
    expect([(await room.update('agy-n/urn:h2@1')).held, (await room.update('agy-n/urn:h2@2')).held]).toEqual([
      true,
      true,
    ])
    expect((await room.view(incident)).beliefs).toEqual(beliefs)
    await version('3')
    const after = await room.view(incident)
    expect([after.title, after.beliefs]).toEqual([title, beliefs])
    expect(await room.update('agy-n/urn:h2@3')).toMatchObject({ action: 'metadata-only', headline: 'Ferry' })
    expect((await room.update('agy-n/urn:h2@1')).held).toBeUndefined()
  })

  it('may end in a kill', async () => {
    await room.say(story('H3', 'killed-later'))
    await room.say({ item: 'H3', version: '2', action: 'hold', saidAt: at('07:00'), text: 'hold' })
    expect((await room.update('agy-a/H3@1')).held).toBe(true)
    await room.say({ item: 'H3', version: '3', action: 'kill', saidAt: at('08:00') })
    expect(await room.update('agy-a/H3@1')).toMatchObject({ killed: true, killedBy: 'agy-a/H3@3' })
    expect((await room.view('killed-later')).beliefs).toEqual({})
  })

  it('before its item holds it when it comes, in whatever incident', async () => {
    await room.say({
      item: 'N4',
      action: 'hold',
      saidAt: at('07:00'),
      incident: 'notices',
      text: 'h',
      relations: [{ rel: 'holds', item: 'H4' }],
    })
    await room.say(story('H4', 'comes-later'))
    expect((await room.update('agy-a/H4@1')).held).toBe(true)
    expect((await room.view('comes-later')).title).toBe('comes-later')
  })
})
