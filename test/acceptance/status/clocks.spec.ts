import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#local-stack'
import { at, openNewsroom, toll, type Newsroom } from './newsroom.js'

const police = 'casualties/killed/police'
const ninjs = 'application/vnd.iptc.ninjs+json'
const sample = (file: string): string => readFileSync(join(projectRoot(), 'libs/wire/src/formats', file), 'utf8')

describe('clocks and counters of the providers', () => {
  let room: Newsroom
  beforeAll(async () => {
    room = await openNewsroom()
  })
  afterAll(() => room.stop())

  const saidAt = async (updateId: string) => ((await room.update(updateId)) as unknown as { saidAt: string }).saidAt

  it('one that is three hours ahead is believed about its own order, and never about ours', async () => {
    const ahead = new Date(Date.now() + 3 * 3_600_000).toISOString()
    await room.say({ item: 'c1', incident: 'ahead', saidAt: ahead, headline: 'Later', claims: [toll(2)] })
    await room.say({ item: 'c2', incident: 'ahead', headline: 'Now', claims: [toll(1)] })
    const view = await room.view('ahead')
    expect(view.beliefs[police]).toMatchObject({ best: 2, claims: ['agy-a/c1@1#0'] })
    const [first, second] = await room.revisions('ahead')
    expect((first?.recordedAt ?? '') <= (second?.recordedAt ?? '')).toBe(true)
    expect((first?.recordedAt ?? '') < ahead).toBe(true)
    expect((await room.view('ahead', `?knownAt=${first?.recordedAt}`)).lastSaidAt).toBe(ahead)
    expect((await room.view('ahead', `?asOf=${new Date().toISOString()}`)).beliefs[police]).toMatchObject({ best: 1 })
  })

  it.each([
    ['in winter', '2024-01-15T09:00:00', '2024-01-15T08:00:00.000Z'],
    ['in summer', '2024-07-15T09:00:00', '2024-07-15T07:00:00.000Z'],
    ['in the hour that comes twice, the first one', '2024-10-27T02:30:00', '2024-10-27T00:30:00.000Z'],
  ])('a local time without an offset is read by the clock of its zone: %s', async (_when, versioncreated, expected) => {
    const item = { uri: `urn:local:${versioncreated}`, version: '1', versioncreated, type: 'text', headline: 'Local', provider: 'agy-z' }
    const headers = { 'content-type': ninjs, 'wire-time-zone': 'Europe/Vienna' }
    await room.sendBytes(JSON.stringify(item), headers)
    expect(await saidAt(`agy-z/${item.uri}@1`)).toBe(expected)
  }) // prettier-ignore

  it('a year of two digits is one of this century', async () => {
    const { updates } = await room.sendBytes(sample('anpa-1312/samples/lead.input.anpa'), {
      'content-type': 'text/vnd.anpa-1312',
      'wire-provider': 'ap',
    })
    expect(await saidAt(updates[0]?.updateId ?? '')).toBe('2024-03-02T09:15:00.000Z')
  })

  it('a counter that has come round is a new item on the next day, and the same message is not', async () => {
    const story = (day: string) =>
      sample('iptc-7901/samples/stripped.input.7901').replace('020930 GMT', `0${day}0930 GMT`)
    const send = (day: string) => room.sendBytes(story(day), { 'content-type': 'text/vnd.iptc-7901' })
    const first = await send('2')
    const [same, next] = [await send('2'), await send('3')]
    expect([first.status, same.status, next.status]).toEqual(['projected', 'repeat', 'projected'])
    expect(next.updates[0]?.updateId).not.toBe(first.updates[0]?.updateId)
    expect(await saidAt(next.updates[0]?.updateId ?? '')).not.toBe(await saidAt(first.updates[0]?.updateId ?? ''))
  })

  it('the end of an event in an update of its alert closes it and kills nothing; a cancel takes the alert back', async () => {
    const alert = (identifier: string, over: string) => `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
      <identifier>${identifier}</identifier><sender>warnings@met.nx.example</sender><sent>2024-03-02T0${identifier.at(-1)}:00:00-00:00</sent>
      <status>Actual</status>${over}</alert>`
    const info = (what: string) => `<info><category>Met</category><event>Storm</event>${what}<severity>Severe</severity>
      <certainty>Observed</certainty><headline>Storm</headline><description>A storm.</description></info>`
    const references = `<references>warnings@met.nx.example,nx.1,2024-03-02T01:00:00-00:00</references><incidents>storm-9</incidents>`
    const send = (xml: string) => room.sendBytes(xml, { 'content-type': 'application/cap+xml' })
    const began = await send(alert('nx.1', `<msgType>Alert</msgType><scope>Public</scope><incidents>storm-9</incidents>${info('<urgency>Immediate</urgency>')}`))
    const incident = began.updates[0]?.incident ?? ''
    const alertId = began.updates[0]?.updateId ?? ''
    await send(alert('nx.2', `<msgType>Update</msgType><scope>Public</scope>${references}${info('<responseType>AllClear</responseType><urgency>Past</urgency>')}`))
    expect((await room.view(incident)).beliefs['activity']).toMatchObject({ best: 'over' })
    expect(await room.update(alertId)).not.toHaveProperty('killed')
    await send(alert('nx.3', `<msgType>Cancel</msgType><scope>Public</scope>${references}`))
    expect(await room.update(alertId)).toMatchObject({ killed: true, text: null })
  }) // prettier-ignore

  it('of two editors who saw the same revision one wins, and the other is told which it met and can see what changed', async () => {
    await room.say({ item: 'e1', incident: 'editors', saidAt: at('05:00'), headline: 'One', claims: [toll(2), toll(3, { speaker: 'Other' })] })
    const seen = { 'if-match': '"1"' }
    const both = await Promise.all(
      ['agy-a/e1@1#0', 'agy-a/e1@1#1'].map((claim) => room.command('editors', { command: 'overrule', claims: [claim] }, seen)),
    )
    const won = both.find(({ status }) => status === 'projected')
    const lost = both.find(({ status }) => status === 'rejected')
    expect(lost?.reason).toBe('expected revision 1, met revision 2')
    expect(won?.updates).toMatchObject([{ revision: 2 }])
    const diff = (await (await fetch(`${room.desk}/v1/incidents/editors/diff?from=1&to=2`)).json()) as { facts: object[] }
    expect(diff.facts).toMatchObject([{ fact: police, revisions: [2] }])
  }) // prettier-ignore
})
