import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mostMilliseconds } from '../../testing/hostile.js'
import { hostileXml, isAnswer, timedDecode } from '../../testing/hostile-xml.js'
import { rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'
import { embargoInWords } from './embargo-in-words.js'

type Given = { docdata?: string; attributes?: string; head?: string; bodyHead?: string; body?: string; root?: string }

const document = ({
  docdata = '',
  attributes = '',
  head = '',
  bodyHead,
  body = '<p>It lists.</p>',
  root = '',
}: Given) =>
  `<nitf ${root}><head>${head}<docdata ${attributes}><doc-id id-string="F1" regsrc="NHN"/>${docdata}</docdata></head>` +
  `<body><body.head>${bodyHead ?? '<hedline><hl1>Ferry lists</hl1></hedline>'}</body.head><body.content>${body}</body.content></body></nitf>`

const issued = '<date.issue norm="20240302T080000+0100"/>'
const update = (given: Given, hints: Parameters<typeof updateOf>[1] = {}) => updateOf(document(given), hints)
const said = (given: Given) => update(given).particulars

describe('the identity of a NITF document', () => {
  it('is its doc-id, and its chain the key of the story', () => {
    expect(update({ docdata: '<du-key key="FERRY"/>' })).toMatchObject({
      provider: 'nhn',
      item: 'F1',
      version: '1',
      particulars: { chain: 'FERRY' },
    })
  })

  it.each([
    ['<du-key key="K" version="48"/>', '48'],
    ['<du-key key="K" version="0"/>', '0'],
    ['<du-key key="K" version="0E68" generation="3"/>', '0E68'],
    ['<du-key key="K" generation="3" part="1"/>', '3'],
    ['<du-key key="K" version=" "/>', '1'],
  ])('has the version of %s as text: %s', (docdata, version) => {
    expect(update({ docdata }).version).toBe(version)
  })

  it.each([
    ['<doc-id id-string="F1" regsrc="NHN"/><del-list><from-src src-name="PA"/></del-list>', 'nhn'],
    ['<doc-id id-string="F1"/><del-list><from-src src-name="B" level-number="2"/><from-src src-name="A" level-number="1"/></del-list>', 'b'],
    ['<doc-id id-string="F1"/><doc.rights owner="AAP"/><doc.copyright holder="Somebody"/>', 'aap'],
    ['<doc-id id-string="F1"/><doc.copyright holder="Northholm News Network"/>', 'northholm-news-network'],
    ['<doc-id id-string="F1"/>', 'unknown'],
  ])('is of the registrar of its id, else of the last service it went through, else of its owner: %s', (docdata, provider) => {
    const xml = `<nitf><head><docdata>${docdata}</docdata></head></nitf>`
    expect(updateOf(xml).provider).toBe(provider)
    expect(updateOf(xml, { provider: 'nhn' }).provider).toBe('nhn')
  }) // prettier-ignore

  it('may be missing where there are words, and words where there is an identity', () => {
    expect(updateOf('<nitf><body><body.content><p>It lists.</p></body.content></body></nitf>').item).toBeNull()
    expect(warningsOf('<nitf><head><docdata><doc-id id-string="F1"/></docdata></head></nitf>')).toEqual([
      expect.stringContaining('says nothing'),
    ])
    expect(rejectionOf('<nitf>\n<head/></nitf>')).toMatchObject({
      code: 'WIRE_NOTHING_SAID',
      problems: [{ path: 'line 1' }],
    })
  })

  it('is refused at its line where it cannot be one', () => {
    const long = 'x'.repeat(2000)
    expect(rejectionOf(`<nitf><head>\n<docdata>\n<doc-id id-string="${long}"/></docdata></head></nitf>`)).toMatchObject(
      {
        code: 'WIRE_FIELDS',
        problems: [{ path: 'line 3', message: expect.stringContaining('doc-id') }],
      },
    )
  })
})

describe('the times of a NITF document', () => {
  it.each([
    ['20130102T120000Z', '2013-01-02T12:00:00.000Z', 'exact'],
    ['20151014T043001+0100', '2015-10-14T03:30:01.000Z', 'exact'],
    ['2021-05-16T09:00:04', '2021-05-16T09:00:04.000Z', 'local-assumed'],
    ['20210516T090004', '2021-05-16T09:00:04.000Z', 'local-assumed'],
    ['20210516T0900-0500', '2021-05-16T14:00:00.000Z', 'minute'],
    ['20210516', '2021-05-16T00:00:00.000Z', 'local-assumed'],
    ['20210516000000-0500', '2021-05-16T05:00:00.000Z', 'exact'],
  ])('are read from the basic and the extended form: %s', (norm, saidAt, timeTrust) => {
    expect(update({ docdata: `<date.issue norm="${norm}"/>` })).toMatchObject({
      saidAt,
      particulars: { timeTrust, issued: saidAt },
    })
  })

  it('warn where they are none, and leave the word to the header', () => {
    const xml = document({ docdata: '<date.issue norm="20210231T000000Z"/>' })
    expect(warningsOf(xml)).toEqual([expect.stringContaining('date.issue "20210231T000000Z"')])
    expect(updateOf(xml, { saidAt: '2021-03-01T00:00:00Z' }).saidAt).toBe('2021-03-01T00:00:00.000Z')
  })

  it('make an embargo of a release after the issue alone', () => {
    const release = (norm: string) => said({ docdata: `${issued}<date.release norm="${norm}"/>` })
    expect(release('20240302T070000Z')).not.toHaveProperty('embargoedUntil')
    expect(release('20240303T000100Z')).toMatchObject({
      embargoedUntil: '2024-03-03T00:01:00.000Z',
      pubStatus: 'embargoed',
    })
    expect(said({ docdata: `${issued}<date.release norm=""/>` })).not.toHaveProperty('embargoedUntil')
  })
})

describe('the status of a NITF document', () => {
  it.each(['canceled', 'Cancelled'])('kills its own item where it is %s', (status) => {
    expect(update({ attributes: `management-status="${status}"`, body: '' })).toMatchObject({
      action: 'kill',
      relations: [],
      particulars: { pubStatus: 'canceled', pubStatusRaw: status },
      evidence: { action: { rule: 'status-canceled', field: '/head/docdata/@management-status' } },
    })
  })

  it('kills the document it refers to, and itself where it is canceled too', () => {
    const target = 'management-doc-idref="F0" management-idref-status="canceled"'
    const cancels = (item: string) => ({ rel: 'cancels', provider: 'nhn', item, version: null })
    expect(update({ attributes: `management-status="usable" ${target}` })).toMatchObject({
      action: 'kill',
      relations: [cancels('F0')],
    })
    expect(update({ attributes: `management-status="canceled" ${target}` }).relations).toEqual([
      cancels('F0'),
      cancels('F1'),
    ])
    expect(update({ attributes: 'management-status="canceled" management-doc-idref="F0"' }).relations).toEqual([
      cancels('F0'),
      cancels('F1'),
    ])
  })

  it('updates the document it refers to', () => {
    expect(update({ attributes: 'management-doc-idref="F0"' })).toMatchObject({
      action: 'update',
      relations: [{ rel: 'supersedes', item: 'F0' }],
      evidence: { action: { rule: 'evolved-from', value: 'F0' } },
    })
    expect(update({ attributes: 'management-doc-idref="F1"' }).relations).toEqual([])
  })

  it('corrects the document its correction names, once', () => {
    const correction = '<correction info="Corrects toll" id-string="F0"/>'
    expect(update({ docdata: correction, attributes: 'management-doc-idref="F0"' })).toMatchObject({
      action: 'correction',
      relations: [{ rel: 'corrects', item: 'F0' }],
      particulars: { edNotes: [{ role: 'correction', public: true, text: 'Corrects toll' }] },
    })
    expect(update({ docdata: '<correction info="Corrects toll"/>' })).toMatchObject({
      action: 'correction',
      relations: [],
    })
    expect(update({ docdata: '<correction info=""/>' }).action).toBe('new')
  })

  it('holds what is withheld, but embargoes it at PA Media', () => {
    const withheld = { attributes: 'management-status="withheld"' }
    expect(update(withheld)).toMatchObject({ action: 'hold', particulars: { pubStatus: 'held' } })
    for (const provider of ['pa', 'pa-media', 'press-association']) {
      expect(update(withheld, { provider })).toMatchObject({
        action: 'new',
        particulars: { pubStatus: 'embargoed', pubStatusRaw: 'withheld' },
      })
    }
    expect(update(withheld, { provider: 'panapress' }).action).toBe('hold')
  })

  it('takes an embargo from the words to editors, and not from an empty message', () => {
    const message = (info: string) => said({ docdata: `${issued}<ed-msg info="${info}"/>` })
    expect(message('EMBARGOED TO 0001 SUNDAY MARCH 3')).toMatchObject({
      pubStatus: 'embargoed',
      embargoedUntil: '2024-03-03T00:01:00.000Z',
    })
    expect(message('Embargo lifted')).not.toHaveProperty('pubStatus')
    expect(message('')).not.toHaveProperty('edNotes')
  })

  it.each([
    ['EMBARGOED TO 0001 SUNDAY MARCH 3', '2024-03-02T08:00:00.000Z', '2024-03-03T00:01:00.000Z'],
    ['Embargoed until 00.01 on Monday 1 July 2024', '2024-06-28T08:00:00.000Z', '2024-06-30T23:01:00.000Z'],
    ['EMBARGOED TO 0001 JANUARY 5', '2024-12-30T08:00:00.000Z', '2025-01-05T00:01:00.000Z'],
    ['STRICTLY EMBARGOED TO 22:30 GMT FRIDAY', '2024-07-03T08:00:00.000Z', '2024-07-05T22:30:00.000Z'],
    ['EMBARGOED TO 0600 WEDNESDAY', '2024-07-03T08:00:00.000Z', '2024-07-10T05:00:00.000Z'],
    ['EMBARGOED TO 0001 FEBRUARY 31', '2024-02-01T08:00:00.000Z', undefined],
    ['EMBARGOED until further notice', '2024-02-01T08:00:00.000Z', undefined],
  ])('knows the end of %s', (words, at, end) => {
    expect(embargoInWords(words, at, null)).toBe(end)
  })
})

describe('a kill in words', () => {
  it('names the story it takes back', () => {
    const kill = update({ body: '<p>Please kill the story headlined “Ferry lists off Northholm”. It was a drill.</p>' })
    expect(kill).toMatchObject({
      action: 'kill',
      relations: [],
      particulars: { namedVictims: [{ headline: 'Ferry lists off Northholm' }] },
      evidence: { action: { rule: 'text-kill' } },
    })
    expect(update({ body: '<p>The story “Ferry lists” was read out.</p>' }).particulars).not.toHaveProperty(
      'namedVictims',
    )
  })
})

describe('the words of a NITF document', () => {
  it('keeps what is for editors only out of text, HTML and evidence', () => {
    const given = update({
      docdata: '<ed-msg info="Corrects toll. Call 555-0100"/>',
      bodyHead:
        '<hedline><hl1>x</hl1></hedline><note type="npa"><p>555-0101</p></note><note type="pa"><p>Told to all.</p></note>',
      body: '<p>One.</p><note type="npa"><p>555-0102</p></note><p>Two.</p><p>The following information is not for publication</p><p>555-0103</p>',
    })
    expect(given).toMatchObject({ action: 'correction', text: 'One.\n\nTwo.' })
    const { edNotes, ...others } = given.particulars
    expect(JSON.stringify({ ...given, particulars: others })).not.toContain('555')
    expect(edNotes?.filter((note) => note.text.includes('555'))).toHaveLength(4)
    expect(edNotes?.filter((note) => note.public)).toEqual([{ role: 'note', public: true, text: 'Told to all.' }])
  })

  it('takes the second headline, the title and the abstract where the better ones are missing', () => {
    const head = '<title>Title</title>'
    expect(update({ head, bodyHead: '<hedline><hl2>Second</hl2></hedline>' }).headline).toBe('Second')
    expect(update({ head, bodyHead: '' }).headline).toBe('Title')
    expect(update({ bodyHead: '<abstract><p>Short.</p></abstract>', body: '' })).toMatchObject({
      text: 'Short.',
      evidence: { text: '/body/body.head/abstract' },
    })
  })

  it.each([
    [
      'AAP',
      { head: '<meta name="anpa-keyword" content="Ferry News"/>', docdata: '<key-list><keyword key="k"/></key-list>' },
      'Ferry News',
    ],
    ['PA Media', { head: '<title>1 SEA Ferry</title>', docdata: '<du-key key="PA-SEA-Ferry"/>' }, '1 SEA Ferry'],
    ['a keyword', { docdata: '<du-key key="K"/><key-list><keyword key="ferry"/></key-list>' }, 'ferry'],
    ['the key', { docdata: '<du-key key="K"/>' }, 'K'],
    ['nobody', {}, null],
  ])('has its slug as written by %s', (_who, given, slug) => {
    expect(update(given).slug).toBe(slug)
  })

  it('reads takes from the slug, from a field of their own, from the subject of NTB and the series', () => {
    const keyword = '<meta name="anpa-keyword" content="Ferry"/>'
    expect(said({ head: `${keyword}<meta name="anpa-takekey" content="1st Ld-Writethru"/>` }).take).toEqual({
      kind: 'lead',
      ordinal: 1,
    })
    expect(update({ head: `${keyword}<meta name="anpa-takekey" content="1st Ld-Writethru"/>` }).action).toBe('update')
    expect(said({ head: '<meta name="subject" content="ny3-ferje"/>' }).take).toEqual({ kind: 'update', ordinal: 3 })
    expect(said({ docdata: '<series series.part="2"/>' }).take).toEqual({ kind: 'part', ordinal: 2 })
  })

  it('says how urgent it is, in its own and in the common words', () => {
    expect(update({ docdata: '<urgency ed-urg="1"/>' })).toMatchObject({
      urgency: 1,
      particulars: { priorityRaw: '1', level: 'flash' },
    })
    expect(warningsOf(document({ docdata: '<urgency ed-urg="high"/>' }))).toEqual([
      expect.stringContaining('ed-urg "high"'),
    ])
    expect(update({ docdata: '<urgency ed-urg="high"/>' }).particulars).toMatchObject({ priorityRaw: 'high' })
  })

  it('is never published where it is an advisory', () => {
    expect(
      update({ head: '<tobject tobject.type="News"><tobject.property tobject.property.type="Advisory"/></tobject>' }),
    ).toMatchObject({
      action: 'advisory',
      particulars: { publishable: false },
    })
  })

  it('has a language tag, or a warning', () => {
    expect(update({ root: 'baselang="nb_NO"' }).language).toBe('nb-NO')
    expect(warningsOf(document({ root: 'baselang="?"' }))).toEqual([expect.stringContaining('language')])
  })

  it('is read in the charset it has, told by a warning where it declares another', () => {
    expect(warningsOf(Uint8Array.from(document({ body: 'caf\xe9' }), (c) => c.charCodeAt(0)))).toEqual([
      expect.stringContaining('read as windows-1252'),
    ])
  })
})

const here = dirname(fileURLToPath(import.meta.url))

describe('a hostile NITF document', () => {
  const sample = readFileSync(join(here, 'samples', 'ntb-update.input.xml'), 'utf8')
  // The slack is for a machine that has other work.
  it.each(hostileXml(sample))('is read, or refused at its place, and soon: %s', (_what, bytes) => {
    const { result, milliseconds } = timedDecode(bytes)
    expect(isAnswer(result)).toBe(true)
    if (result.outcome === 'decoded') expect(result).toMatchObject({ format: 'nitf', updates: [{ version: '48' }] })
    expect(JSON.stringify(result)).not.toContain('root:')
    expect(milliseconds).toBeLessThan(mostMilliseconds)
  })
})
