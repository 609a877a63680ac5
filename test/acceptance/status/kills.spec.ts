import { at, openNewsroom, toll, type Newsroom } from './newsroom.js'

const police = 'casualties/killed/police'
const cancels = (item: string, version?: string) => ({ relations: [{ rel: 'cancels', item, version }] })

describe('a kill', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
  })
  afterAll(() => room.stop())

  it('takes the words of its victim out of every answer and leaves the fact of it, the identity and the history', async () => {
    const story = {
      incident: 'whole',
      saidAt: at('06:00'),
      headline: 'Secrethead in the north',
      text: 'A secretword fell.',
    }
    await room.say({ item: 'W0', incident: 'whole', saidAt: at('05:00'), headline: 'First word' })
    await room.say({ item: 'W1', ...story, claims: [toll(1)] })
    const [before, titled] = [await room.revisions('whole'), await room.view('whole')]
    expect(titled.title).toBe('Secrethead in the north')
    expect(await room.found('secretword')).toEqual([titled.id])
    await room.say({ item: 'W2', action: 'kill', saidAt: at('07:00'), ...cancels('W1') })
    expect(await room.update('agy-a/W1@1')).toMatchObject({
      ...{ updateId: 'agy-a/W1@1', killed: true, killedBy: 'agy-a/W2@1', headline: null, text: null },
      claims: [{ id: 'agy-a/W1@1#0', status: 'retracted', quote: null }],
    })
    expect([await room.raw('agy-a/W1@1'), await room.raw('agy-a/W0@1')]).toEqual([410, 200])
    expect(await room.found('secretword')).toEqual([])
    expect(await room.everything('whole', ['agy-a/W0@1', 'agy-a/W1@1', 'agy-a/W2@1'])).not.toMatch(/secret/i)
    const [after, past] = [await room.revisions('whole'), await room.view('whole', '?revision=2')]
    expect(after.slice(0, 2).map(({ hash }) => hash)).toEqual(before.map(({ hash }) => hash))
    expect([past.title, past.beliefs[police]?.best]).toEqual(['First word', 1])
    expect((await room.view('whole')).beliefs[police]).toBeUndefined()
  })

  it('before its victim waits, and the victim is born dead but kept', async () => {
    const early = await room.say({ item: 'K1', action: 'kill', ...cancels('V1') })
    expect(early.status).toBe('waiting')
    const { updates } = await room.say({ item: 'V1', incident: 'early', saidAt: at('06:00'), claims: [toll(3)] })
    expect(updates).toHaveLength(1)
    expect(await room.update('agy-a/V1@1')).toMatchObject({ killed: true, claims: [{ status: 'retracted' }] })
    expect((await room.view('early')).beliefs).toEqual({})
  })

  it('of a middle version leaves the others, of the chain leaves none, not even a later one', async () => {
    const version = (version: string, value: number) =>
      room.say({ item: 'C', version, incident: 'chain', saidAt: at(`0${version}:00`), claims: [toll(value)] })
    for (const [number, value] of [['1', 1], ['2', 9], ['3', 2]] as const) await version(number, value) // prettier-ignore
    await room.say({ item: 'K2', action: 'kill', ...cancels('C', '2') })
    expect((await room.view('chain')).beliefs[police]?.best).toBe(2)
    expect((await room.update('agy-a/C@2')).killed).toBe(true)
    expect((await room.update('agy-a/C@3')).killed).toBeUndefined()
    await room.say({ item: 'C', version: '4', action: 'kill' })
    await version('5', 4)
    expect((await room.view('chain')).beliefs).toEqual({})
    expect((await room.update('agy-a/C@5')).killed).toBe(true)
  })

  it('leaves a claim that another live item carries', async () => {
    await room.say({ item: 'S1', incident: 'shared', saidAt: at('06:00'), claims: [toll(1)] })
    await room.say({ provider: 'agy-b', item: 'S1', incident: 'shared', saidAt: at('06:05'), claims: [toll(1)] })
    await room.say({ item: 'K3', action: 'kill', ...cancels('S1') })
    expect((await room.view('shared')).beliefs[police]).toMatchObject({ best: 1, claims: ['agy-b/S1@1#0'] })
  })

  it('of a round-up touches both incidents that hold it', async () => {
    for (const item of ['R1', 'R2'])
      await room.say({ item, incident: `of-${item}`, headline: item, saidAt: at('06:00') })
    const relations = ['R1', 'R2'].map((item) => ({ rel: 'partOf', item }))
    const { updates } = await room.say({
      item: 'RR',
      relations,
      headline: 'Roundhead',
      text: 'both',
      saidAt: at('07:00'),
    })
    expect(updates).toHaveLength(2)
    await room.say({ item: 'K4', action: 'kill', ...cancels('RR') })
    for (const name of ['of-R1', 'of-R2']) {
      expect(await room.everything(name, [])).not.toContain('Roundhead')
      expect((await room.revisions(name)).map(({ updateId }) => updateId)).toContain('agy-a/K4@1')
    }
  })

  it('of a correction of an item that never came waits for it as well', async () => {
    const corrects = { action: 'correction', relations: [{ rel: 'corrects', item: 'never' }] }
    await room.say({ item: 'J3', incident: 'orphan', saidAt: at('06:00'), claims: [toll(2)], ...corrects })
    expect((await room.view('orphan')).beliefs[police]?.best).toBe(2)
    await room.say({ item: 'K5', action: 'kill', ...cancels('never') })
    expect((await room.view('orphan')).beliefs[police]?.best).toBe(2)
  })
})
