import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mostMilliseconds } from '../../testing/hostile.js'
import { hostileXml, isAnswer, timedDecode } from '../../testing/hostile-xml.js'
import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const ns = 'urn:oasis:names:tc:emergency:cap:1.2'
const block =
  '<category>Met</category><event>Storm</event><urgency>Immediate</urgency><severity>Severe</severity><certainty>Likely</certainty>'

type Given = { status?: string; msgType?: string; more?: string; info?: string; xmlns?: string; infos?: string }
const alert = ({
  status = 'Actual',
  msgType = 'Alert',
  more = '',
  info = '',
  xmlns = ` xmlns="${ns}"`,
  infos,
}: Given = {}) =>
  `<alert${xmlns}><identifier>a-2</identifier><sender>met@nx.example</sender><sent>2024-03-02T08:00:00+01:00</sent>` +
  `<status>${status}</status><msgType>${msgType}</msgType><scope>Public</scope>${more}${infos ?? `<info>${block}${info}</info>`}</alert>`
const update = (given: Given = {}, hints: Parameters<typeof updateOf>[1] = {}) => updateOf(alert(given), hints)

const references =
  '<references>met@nx.example,a-1,2024-03-02T07:00:00+01:00 coast@nx.example,c-9,2024-03-02T06:00:00+01:00</references>'

describe('the identity of an alert', () => {
  it.each([
    ['CAP 1.2', ` xmlns="${ns}"`],
    ['CAP 1.1', ' xmlns="urn:oasis:names:tc:emergency:cap:1.1"'],
    ['CAP 1.0', ' xmlns="http://www.incident.com/cap/1.0"'],
    ['no namespace', ''],
  ])('is what references to it say: sender, identifier and time sent, in %s', (_which, xmlns) => {
    expect(update({ xmlns })).toMatchObject({
      format: 'cap',
      provider: 'met-nx.example',
      item: 'met@nx.example,a-2,2024-03-02T08:00:00+01:00',
      version: '1',
      saidAt: '2024-03-02T07:00:00.000Z',
      particulars: { sent: '2024-03-02T07:00:00.000Z', timeTrust: 'exact' },
    })
  })

  it('is found behind prefixes, in an envelope and in a feed', () => {
    const prefixed = alert({ xmlns: ` xmlns:c="${ns}"` }).replace(/<(\/?)/g, '<$1c:')
    const edxl = `<EDXLDistribution xmlns="urn:oasis:names:tc:emergency:EDXL:DE:1.0"><distributionStatus>Actual</distributionStatus><contentObject>${alert()}</contentObject></EDXLDistribution>`
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><content type="text/xml">${alert()}</content></entry></feed>`
    for (const xml of [prefixed, edxl, feed]) expect(updateOf(xml)).toEqual(update())
  })

  it('leaves a feed with other entries, a schema and another alert to others', () => {
    const mixed = `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>x</id><content>${alert()}</content></entry><entry><id>y</id></entry></feed>`
    expect(decodeValue(mixed)).not.toMatchObject({ format: 'cap' })
    expect(rejectionOf('<schema><element name="alert"/></schema>').code).toBe('WIRE_UNRECOGNISED')
    expect(rejectionOf('<alert>Fire!</alert>').code).toBe('WIRE_UNRECOGNISED')
  })

  it('is refused at its line where one of several has none', () => {
    const nameless = alert().replace(/<identifier>.*<\/identifier>/, '')
    expect(rejectionOf(`<alerts>\n${alert()}\n${nameless}</alerts>`)).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: 'line 3' }],
    })
  })
})

describe('what an alert does', () => {
  it.each([
    ['Alert', 'new', 'seeAlso', 'signal-alert'],
    ['Update', 'update', 'supersedes', 'signal-update'],
    ['Cancel', 'kill', 'cancels', 'status-canceled'],
    ['Ack', 'advisory', 'seeAlso', 'signal-receipt'],
    ['Error', 'advisory', 'seeAlso', 'signal-receipt'],
  ])('by its type %s is a %s, and %s each message it refers to', (msgType, action, rel, rule) => {
    expect(update({ msgType, more: references })).toMatchObject({
      action,
      relations: [
        { rel, provider: 'met-nx.example', item: 'met@nx.example,a-1,2024-03-02T07:00:00+01:00', version: null },
        { rel, provider: 'coast-nx.example', item: 'coast@nx.example,c-9,2024-03-02T06:00:00+01:00', version: null },
      ],
      evidence: { action: { rule, field: '/alert/msgType', value: msgType } },
    })
  })

  it('is about messages of the same source where the source is named by a header', () => {
    const { relations } = update({ more: references, msgType: 'Update' }, { provider: 'met' })
    expect(relations.map(({ provider }) => provider)).toEqual(['met', 'met'])
  })

  it.each([
    ['Test', 'test'],
    ['Exercise', 'test'],
    ['Draft', 'advisory'],
    ['System', 'advisory'],
  ])('with the status %s is a %s, which cancels nothing and ends nothing', (status, action) => {
    const cancel = update({ status, msgType: 'Cancel', more: references })
    expect(cancel).toMatchObject({
      action,
      relations: [{ rel: 'seeAlso' }, { rel: 'seeAlso' }],
      particulars: { pubStatusRaw: status },
    })
    expect(cancel.particulars).not.toHaveProperty('pubStatus')
    const over = update({ status, msgType: 'Update', info: '<responseType>AllClear</responseType>' })
    expect(over.particulars).not.toHaveProperty('eventEnded')
  })

  it('is a test where its envelope is one, or its event code only tries out the way', () => {
    const edxl = `<EDXLDistribution><distributionStatus>Exercise</distributionStatus><contentObject>${alert()}</contentObject></EDXLDistribution>`
    expect(updateOf(edxl).action).toBe('test')
    expect(update({ info: '<eventCode><valueName>SAME</valueName><value>RWT</value></eventCode>' }).action).toBe('test')
    expect(update({ info: '<eventCode>same=RMT</eventCode>' }).action).toBe('test')
  })
})

describe('the end of an event', () => {
  const past = (event: string, expires: string) =>
    `<info><event>${event}</event><urgency>Past</urgency><expires>${expires}</expires></info>`
  const sent = '2024-03-02T07:00:00-00:00'
  it.each([
    ['an Update that gives the all-clear', 'Update', `<info>${block}<responseType>AllClear</responseType></info>`, true],
    ['an Alert that gives the all-clear', 'Alert', `<info>${block}<responseType>AllClear</responseType></info>`, true],
    ['an Update of a cancellation', 'Update', past('Tsunami Warning Cancellation', '2024-03-02T09:00:00Z'), true],
    ['an Update that is past and expires as it is sent', 'Update', past('Storm', sent), true],
    ['an Update that is past and still holds', 'Update', past('Earthquake', '2024-03-03T07:00:00Z'), false],
    ['an Alert of what is past', 'Alert', past('Earthquake', sent), false],
    ['an Update that is clear in one area only', 'Update', `<info>${block}<responseType>AllClear</responseType></info><info>${block}</info>`, false],
    ['a Cancel', 'Cancel', `<info>${block}<responseType>AllClear</responseType></info>`, false],
    ['an Update without a word', 'Update', '', false],
  ])('is told by %s, and is no kill', (_what, msgType, infos, ended) => {
    const given = update({ msgType, infos, more: references })
    expect(given.particulars.eventEnded === true).toBe(ended)
    if (ended) {
      expect(given.action).not.toBe('kill')
      expect(given.relations.map(({ rel }) => rel)).not.toContain('cancels')
    }
  }) // prettier-ignore
})

describe('the words of an alert', () => {
  const two =
    `<info><language>en</language>${block}<headline>Storm</headline><description>Stay in.</description></info>` +
    `<info><language>da-DK</language>${block}<headline>Uvejr</headline><description>Bliv inde.</description></info>`

  it('are those of the language asked for, then of the others', () => {
    expect(update({ infos: two })).toMatchObject({
      language: 'en',
      headline: 'Storm',
      text: 'Stay in.\n\nUvejr\n\nBliv inde.',
    })
    expect(update({ infos: two }, { language: 'da' })).toMatchObject({
      language: 'da-DK',
      headline: 'Uvejr',
      text: 'Bliv inde.\n\nStorm\n\nStay in.',
    })
    expect(update({ infos: two }, { language: 'fr' }).language).toBe('en')
  })

  it('are said once where a block is repeated for each area', () => {
    const area = (name: string) =>
      `<info>${block}<headline>Storm</headline><description>Stay in.</description><area><areaDesc>${name}</areaDesc></area></info>`
    const given = update({ infos: area('North') + area('South') + area('North') })
    expect(given.text).toBe('Stay in.')
    expect(given.particulars.places?.map(({ name }) => name)).toEqual(['North', 'South'])
  })

  it('keep their lines, and lose escaped markup', () => {
    expect(update({ info: '<description>* one\n* two  words</description>' }).text).toBe('* one\n* two words')
    expect(
      update({ info: '<description>LEVEL: 1&lt;br /&gt;SIZE: 0 ha&lt;script&gt;x()&lt;/script&gt;</description>' }),
    ).toMatchObject({
      text: 'LEVEL: 1\nSIZE: 0 ha',
      particulars: { html: '<p>LEVEL: 1<br />SIZE: 0 ha</p>' },
    })
  })

  it('become HTML in which nothing of theirs is markup', () => {
    const web = '<web>https://x.example/?a="&gt;&lt;script&gt;</web>'
    expect(update({ info: `<description>1 &lt; 2 &amp; &lt;i</description>${web}` }).particulars.html).toBe(
      '<p>1 &lt; 2 &amp; &lt;i</p><p><a href="https://x.example/?a=&quot;&gt;&lt;script&gt;">https://x.example/?a=&quot;&gt;&lt;script&gt;</a></p>',
    )
    expect(update({ info: '<web>javascript:alert(1)</web>' }).particulars).not.toHaveProperty('html')
  })

  it('may be missing where there is an identity', () => {
    expect(warningsOf(alert({ infos: '' }))).toEqual([expect.stringContaining('says nothing')])
    expect(update({ infos: '' })).toMatchObject({ headline: null, text: null, language: null, urgency: null })
    expect(update().headline).toBe('Storm')
  })
})

describe('the particulars of an alert', () => {
  it.each([
    ['Immediate', 'Extreme', 'Observed', 1, 'flash'],
    ['Immediate', 'Severe', 'Likely', 2, 'alert'],
    ['Immediate', 'Severe', 'Very Likely', 2, 'alert'],
    ['Expected', 'Severe', 'Possible', 5, 'routine'],
    ['Past', 'Minor', 'Unlikely', 8, 'deferred'],
    ['', 'Severe', 'Likely', null, undefined],
    ['constructor', 'Severe', 'Likely', null, undefined],
  ])('put %s, %s and %s on the scale of wires', (urgency, severity, certainty, expected, level) => {
    const infos = `<info><event>Storm</event><urgency>${urgency}</urgency><severity>${severity}</severity><certainty>${certainty}</certainty></info>`
    const given = update({ infos })
    expect(given.urgency).toBe(expected)
    expect(given.particulars.level).toBe(level)
    expect(given.particulars.priorityRaw).toBe(`${urgency}/${severity}/${certainty}`)
  })

  it('name the events it is about', () => {
    expect(
      update({ more: '<incidents>storm-17 "Northholm ferry" storm-17</incidents>' }).particulars.eventNames,
    ).toEqual(['storm-17', 'Northholm ferry'])
    expect(update({ more: '<incidents/>' }).particulars).not.toHaveProperty('eventNames')
  })

  it('take geocodes in both spellings, circles and polygons, and leave out endless shapes with a warning', () => {
    const area = (inside: string) => `<area><areaDesc>Coast</areaDesc>${inside}</area>`
    const codes =
      '<geocode><valueName>SAME</valueName><value>006037</value></geocode><geocode>fips6=006109</geocode><circle>54,8 1</circle>'
    expect(update({ info: area(codes) }).particulars.places).toEqual([
      { name: 'Coast', codes: ['SAME:006037', 'fips6:006109', 'circle:54,8 1'], role: 'event' },
    ])
    const endless = alert({ info: area(`<polygon>${'54.0,8.0 '.repeat(2000)}</polygon>`) })
    expect(updateOf(endless).particulars.places).toEqual([{ name: 'Coast', codes: [], role: 'event' }])
    expect(warningsOf(endless)).toEqual([expect.stringContaining('shapes')])
  })

  it('keep contacts and addressees from the public, and say what is not for all', () => {
    const given = update({
      more: '<restriction>Ports</restriction><addresses>a b</addresses><note>Raised</note>',
      info: '<contact>555-0100</contact>',
    })
    expect(given.particulars.edNotes).toEqual([
      { role: 'note', public: true, text: 'Raised' },
      { role: 'restriction', public: false, text: 'Ports' },
      { role: 'addresses', public: false, text: 'a b' },
      { role: 'contact', public: false, text: '555-0100' },
    ])
    expect(given.particulars).not.toHaveProperty('publishable')
    for (const scope of ['Private', 'Restricted'])
      expect(updateOf(alert().replace('>Public<', `>${scope}<`)).particulars.publishable).toBe(false)
  })

  it('warn of a time that is none', () => {
    const xml = alert().replace('2024-03-02T08:00:00+01:00', 'today')
    expect(updateOf(xml, { saidAt: '2024-03-02T07:00:00Z' })).toMatchObject({
      item: 'met@nx.example,a-2,today',
      saidAt: '2024-03-02T07:00:00.000Z',
    })
    expect(warningsOf(xml)).toEqual([expect.stringContaining('sent "today"')])
  })
})

const here = dirname(fileURLToPath(import.meta.url))

describe('a hostile alert', () => {
  const sample = readFileSync(join(here, 'samples', 'all-clear.input.xml'), 'utf8')
  // The slack is for a machine that has other work.
  it.each(hostileXml(sample))('is read, or refused at its place, and soon: %s', (_what, bytes) => {
    const { result, milliseconds } = timedDecode(bytes)
    expect(isAnswer(result)).toBe(true)
    if (result.outcome === 'decoded') expect(result).toMatchObject({ format: 'cap', updates: [{ action: 'update' }] })
    expect(JSON.stringify(result)).not.toContain('root:')
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })
})
