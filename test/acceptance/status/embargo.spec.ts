import { eventually } from '#testkit'
import { openNewsroom, type Newsroom } from './newsroom.js'

const soon = (ms: number): string => new Date(Date.now() + ms).toISOString()

describe('an embargo', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
    await room.say({ item: 'other', incident: 'harbour', headline: 'Open' })
  })
  afterAll(() => room.stop())

  it('keeps every word of an item from everybody until its time, and then files it once', async () => {
    const end = soon(4_000)
    const item = {
      uri: 'urn:e1',
      version: '1',
      headline: 'Secrethead',
      body_text: 'Police said two officers died.',
      embargoed: end,
    }
    const receipt = await room.wire({ ...item, slugline: 'SECRETSLUG' })
    expect(receipt).toMatchObject({ status: 'waiting', updates: [], warnings: [] })
    expect(receipt.reason).toContain(end)
    expect(JSON.stringify(receipt)).not.toMatch(/secret/i)
    expect(await room.status('/v1/updates/agy-n%2Furn:e1%401')).toBe(404)
    expect(await room.found('officers')).toEqual([])
    expect(await room.everything('harbour', ['agy-n/urn:e1@1'])).not.toMatch(/secret/i)
    expect((await room.wire({ ...item, slugline: 'SECRETSLUG' })).status).toBe('repeat')
    const filed = await eventually(
      async () => {
        const now = await room.receipt(receipt.id)
        return now.status === 'projected' ? now : false
      },
      { until: 'the embargo is over' },
    )
    expect(Date.now()).toBeGreaterThan(Date.parse(end))
    expect(filed.updates).toHaveLength(1)
    expect(await room.update('agy-n/urn:e1@1')).toMatchObject({ headline: 'Secrethead', embargoedUntil: end })
    expect(await room.revisions(filed.updates[0]?.incident ?? '')).toHaveLength(1)
  })

  it('that is over when the item comes holds nothing back', async () => {
    const past = await room.wire({ uri: 'urn:e2', version: '1', headline: 'Over', embargoed: '2020-01-01T00:00:00Z' })
    expect(past.status).toBe('projected')
  })

  it('of a correction leaves what is public as it was, until the correction is released', async () => {
    const story = { uri: 'urn:e3', headline: 'Ferry', body_text: 'Police said two officers died.' }
    const { updates } = await room.wire({ ...story, version: '1' })
    const incident = updates[0]?.incident ?? ''
    const before = await room.view(incident)
    const corrected = {
      ...story,
      version: '2',
      headline: 'CORRECTED-Ferry',
      body_text: 'Police said three officers died.',
    }
    expect((await room.wire({ ...corrected, embargoed: soon(3_600_000) })).status).toBe('waiting')
    expect(await room.view(incident)).toEqual(before)
    expect((await room.wire({ ...corrected, version: '3' })).status).toBe('projected')
    expect((await room.view(incident)).beliefs['casualties/killed/police']?.best).toBe(3)
    expect(await room.status('/v1/updates/agy-n%2Furn:e3%402')).toBe(404)
  })

  it("by a press association's withheld ends with a version that is usable, by anybody else's is a hold", async () => {
    const story = { uri: 'urn:e4', version: '1', headline: 'Withheld', body_text: 'x' }
    expect((await room.wire({ ...story, pubstatus: 'withheld' }, 'pa')).status).toBe('waiting')
    expect((await room.wire({ ...story, version: '2', pubstatus: 'usable' }, 'pa')).status).toBe('projected')
    expect((await room.wire({ ...story, pubstatus: 'withheld' }, 'agy-w')).status).toBe('projected')
    expect(await room.update('agy-w/urn:e4@1')).toMatchObject({ held: true, headline: null, text: null })
  })

  it('of an item that is killed meanwhile never ends', async () => {
    const story = { uri: 'urn:e5', version: '1', headline: 'Never', embargoed: soon(2_000) }
    const held = await room.wire(story)
    expect((await room.wire({ uri: 'urn:e5', version: '2', pubstatus: 'canceled', headline: 'Never' })).status).toBe(
      'waiting',
    )
    expect(await room.receipt(held.id)).toMatchObject({
      status: 'rejected',
      reason: expect.stringContaining('killed by'),
    })
  })
})
