import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

type Parts = {
  readonly attributes?: string
  readonly itemMeta?: string
  readonly contentMeta?: string
  readonly rest?: string
}

const item = ({
  attributes = 'guid="urn:ferry" version="1"',
  itemMeta = '',
  contentMeta = '<headline>Ferry lists</headline>',
  rest = '',
}: Parts = {}) =>
  `<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" ${attributes}><itemMeta>${itemMeta}</itemMeta><contentMeta>${contentMeta}</contentMeta>${rest}</newsItem>`
const message = (...items: readonly string[]) =>
  `<newsMessage><header><sent>2024-03-02T08:00:00Z</sent><sender>coast.example</sender></header><itemSet>${items.join('')}</itemSet></newsMessage>`
const inMeta = (itemMeta: string) => updateOf(item({ itemMeta }))
const inContent = (contentMeta: string) => updateOf(item({ contentMeta }))
const withBody = (contentSet: string) => updateOf(item({ rest: `<contentSet>${contentSet}</contentSet>` }))

describe('a NewsML-G2 item', () => {
  it('is told by its root, under any namespace, prefix or version of the standard', () => {
    expect(updateOf(item()).format).toBe('newsml-g2')
    expect(updateOf('<newsItem guid="x"><contentMeta><headline>x</headline></contentMeta></newsItem>').item).toBe('x')
    expect(updateOf('<n:newsItem xmlns:n="urn:n" guid="x" standardversion="9.9"/>').item).toBe('x')
    expect(warningsOf(item(), { contentType: 'application/vnd.iptc.g2.newsitem+xml' })).toEqual([])
    expect(warningsOf(item(), { contentType: 'text/xml' })).toEqual([])
    expect(warningsOf(item(), { contentType: 'text/plain' })).toEqual([expect.stringContaining('by its shape')])
  })

  it.each([
    ['guid="urn:a" version="3"', 'urn:a', '3'],
    ['guid="urn:a" version="0"', 'urn:a', '0'],
    ['guid="urn:a" version="0E68"', 'urn:a', '0E68'],
    ['guid="urn:a" version="263518268"', 'urn:a', '263518268'],
    ['guid=" urn:a "', 'urn:a', '1'],
    ['', null, '1'],
  ])('with %s is item %s in version %s', (attributes, id, version) => {
    expect(updateOf(item({ attributes }))).toMatchObject({ item: id, version })
  })

  it('needs an identity or something to say, and an identity that can be one', () => {
    expect(rejectionOf(item({ attributes: '', contentMeta: '' }))).toMatchObject({
      code: 'WIRE_NOTHING_SAID',
      problems: [{ path: 'line 1' }],
    })
    expect(rejectionOf(item({ attributes: `guid="${'x'.repeat(2000)}"` })).code).toBe('WIRE_FIELDS')
    expect(warningsOf(item({ contentMeta: '' }))).toEqual([expect.stringContaining('says nothing')])
    expect(warningsOf(item({ contentMeta: '', itemMeta: '<pubStatus qcode="stat:canceled"/>' }))).toEqual([])
  })

  it.each([
    ['<provider literal="reuters.com"/>', 'reuters.com'],
    ['<provider qcode="nprov:AFP"><name>Agence</name></provider>', 'afp'],
    ['<provider qcode="list:17"><name>Coast Wire</name></provider>', 'coast-wire'],
    ['<provider uri="http://cv.iptc.org/newscodes/newsprovider/AP"/>', 'ap'],
    ['<provider uri="https://www.coast.example/about"/>', 'coast.example'],
    ['', 'unknown'],
  ])('comes by %s from %s', (itemMeta, provider) => {
    expect(inMeta(itemMeta).provider).toBe(provider)
    expect(updateOf(item({ itemMeta }), { provider: 'agy-a' }).provider).toBe('agy-a')
  })

  it('comes from the sender of its message or the authority in its id where it names no provider', () => {
    expect(updateOf(message(item())).provider).toBe('coast.example')
    expect(updateOf(item({ attributes: 'guid="tag:coast.example,2024:x"' })).provider).toBe('coast.example')
    expect(updateOf(item({ attributes: 'guid="urn:newsml:coast.example:2024:x"' })).provider).toBe('coast.example')
  })

  it('was said when the version was made, else sent, else when its content was modified or created', () => {
    const created = '<contentCreated>2024-03-02T05:00:00Z</contentCreated>'
    const modified = '<contentModified>2024-03-02T06:00:00Z</contentModified>'
    const versioned =
      '<firstCreated>2024-03-01T00:00:00Z</firstCreated><versionCreated>2024-03-02T09:00:00+02:00</versionCreated>'
    const said = (parts: Parts, wrap = (text: string) => text) => updateOf(wrap(item(parts))).saidAt
    expect(said({ itemMeta: versioned, contentMeta: created + modified }, message)).toBe('2024-03-02T07:00:00.000Z')
    expect(said({ itemMeta: '<versionCreated/>', contentMeta: created + modified }, message)).toBe(
      '2024-03-02T08:00:00.000Z',
    )
    expect(said({ contentMeta: created + modified })).toBe('2024-03-02T06:00:00.000Z')
    expect(said({ contentMeta: created })).toBe('2024-03-02T05:00:00.000Z')
    expect(said({ contentMeta: '<headline>x</headline>' })).toBeNull()
  })

  it('tells how far its time can be trusted, and warns of what is none', () => {
    const trust = (time: string) => inMeta(`<versionCreated>${time}</versionCreated>`).particulars.timeTrust
    expect(trust('2024-03-02T09:00:00Z')).toBe('exact')
    expect(trust('2024-03-02T09:00Z')).toBe('minute')
    expect(trust('2024-03-02T09:00:00')).toBe('local-assumed')
    expect(trust('')).toBe('none')
    expect(warningsOf(item({ itemMeta: '<versionCreated>soon</versionCreated>' }))).toEqual([
      expect.stringContaining('versionCreated "soon"'),
    ])
    expect(
      warningsOf(item({ itemMeta: '<versionCreated>2024-03-02T09:00:00Z</versionCreated>' }), {
        saidAt: '2024-03-02T10:00:00Z',
      }),
    ).toHaveLength(1)
  })

  it.each([
    ['<pubStatus qcode="stat:canceled"/><signal qcode="sig:update"/>', 'kill', 'status-canceled'],
    ['<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>', 'kill', 'status-canceled'],
    ['<signal qcode="edStat:D"/>', 'kill', 'signal-deleted'],
    ['<itemClass qcode="icls:text" r:msgType="D"/>', 'kill', 'signal-deleted'],
    ['<pubStatus qcode="stat:withheld"/>', 'hold', 'status-withheld'],
    ['<signal qcode="sig:correction"/><signal qcode="sig:update"/>', 'correction', 'signal-correction'],
    ['<signal qcode="edStat:C"/>', 'correction', 'signal-correction'],
    ['<edNote>Korjattu aiempaa uutista</edNote>', 'correction', 'ednote-correction'],
    ['<edNote>Attention - CORRIGE le bilan</edNote>', 'correction', 'ednote-correction'],
    ['<signal qcode="edStat:U"/>', 'update', 'signal-update'],
    ['<itemClass qcode="icls:text" r:msgType="R"/>', 'update', 'signal-update'],
    ['<signal qcode="update:append-major-content"/>', 'update', 'signal-update'],
    ['<edNote>Updates with quotes</edNote>', 'update', 'ednote-update'],
    ['<signal qcode="edStat:N"/><pubStatus qcode="stat:usable"/>', 'new', 'none'],
  ])('with %s is a %s', (itemMeta, action, rule) => {
    expect(inMeta(itemMeta)).toMatchObject({ action, evidence: { action: { rule } } })
  })

  it('is an update by its version only where versions are counted', () => {
    const action = (version: string) => updateOf(item({ attributes: `guid="x" version="${version}"` })).action
    expect(action('2')).toBe('update')
    expect(action('263518268')).toBe('new')
    expect(action('0')).toBe('new')
  })

  it('is an embargo where PA Media withholds it, and a hold where others do', () => {
    const withheld = (provider: string) => inMeta(`<provider literal="${provider}"/><pubStatus qcode="stat:withheld"/>`)
    expect(withheld('AP')).toMatchObject({ action: 'hold', particulars: { pubStatus: 'held' } })
    expect(withheld('PA')).toMatchObject({ action: 'new', particulars: { pubStatus: 'embargoed' } })
  })

  it('is under embargo until its time, unless the element is empty or the time was over when it was made', () => {
    const until = (embargoed: string) =>
      inMeta(`<versionCreated>2024-03-02T07:00:00Z</versionCreated>${embargoed}`).particulars
    expect(until('<embargoed>2024-03-02T10:00:00+01:00</embargoed>')).toMatchObject({
      embargoedUntil: '2024-03-02T09:00:00.000Z',
      pubStatus: 'embargoed',
    })
    expect(until('<embargoed>2024-03-02T06:00:00Z</embargoed>')).toMatchObject({
      embargoedUntil: '2024-03-02T06:00:00.000Z',
      pubStatus: 'usable',
    })
    expect(until('<embargoed/>').embargoedUntil).toBeUndefined()
    expect(until('<embargoed> </embargoed>').pubStatus).toBe('usable')
  })

  it('keeps the headline of a kill, and no text: neither its body nor what describes one', () => {
    const killed = updateOf(
      item({
        itemMeta: '<pubStatus qcode="stat:canceled"/>',
        contentMeta: '<headline>CORRECTED-x</headline><description>y</description>',
      }),
    )
    expect(killed).toMatchObject({
      action: 'kill',
      headline: 'CORRECTED-x',
      text: null,
      particulars: { pubStatus: 'canceled', headlineTags: ['CORRECTED'] },
    })
  })

  it('names by its headline what a kill in words takes back', () => {
    const kill = updateOf(
      item({
        contentMeta: '<headline>ADVISORY-Ferry story withdrawn</headline>',
        rest: '<contentSet><inlineData>The story headlined "Ferry sinks off Valsund" is withdrawn.</inlineData></contentSet>',
      }),
    )
    expect(kill).toMatchObject({
      action: 'kill',
      particulars: { namedVictims: [{ headline: 'Ferry sinks off Valsund' }] },
    })
  })

  it.each([
    ['<link rel="irel:previousVersion" residref="urn:a" version="6"/>', 'previousVersion', 'urn:a', '6'],
    ['<link rel="irel:evolvedFrom" residref="urn:a"/>', 'evolvedFrom', 'urn:a', null],
    ['<link rel="itemrel:derivedFrom" residref="urn:a"/>', 'derivedFrom', 'urn:a', null],
    [
      '<link reluri="http://cv.iptc.org/newscodes/itemrelation/seeAlso" href="http://a.example/"/>',
      'seeAlso',
      'http://a.example/',
      null,
    ],
    ['<link residref="urn:a"/>', 'seeAlso', 'urn:a', null],
    ['<link rel="irel:supersedes" residref="urn:a" version="1"/>', 'supersedes', 'urn:a', '1'],
    ['<link rel="x:partOf" residref="urn:a"/>', 'partOf', 'urn:a', null],
    ['<link rel="x:whatever" residref="urn:a"/>', 'associatedWith', 'urn:a', null],
  ])('is related by %s', (link, rel, target, version) => {
    expect(inMeta(`${link}${link}<link rel="irel:seeAlso"/>`).relations).toEqual([
      { rel, provider: 'unknown', item: target, version },
    ])
  })

  it('shares its chain with the same item under an id without the day, as STT writes it', () => {
    const chain = (guid: string) => updateOf(item({ attributes: `guid="${guid}"` })).particulars.chain
    expect(chain('urn:newsml:stt.fi::101')).toBe('urn:newsml:stt.fi::101')
    expect(chain('urn:newsml:stt.fi:20240302:101')).toBe('urn:newsml:stt.fi::101')
    expect(chain('urn:newsml:coast.example:20240302:101')).toBeUndefined()
  })

  it('has the main headline in its own language before all others', () => {
    const headline = (contentMeta: string) =>
      updateOf(item({ attributes: 'guid="x" xml:lang="de-AT"', contentMeta })).headline
    expect(headline('<headline role="hld:subHeadline">sub</headline><headline>plain</headline>')).toBe('plain')
    expect(headline('<headline>plain</headline><headline role="hld:main">main</headline>')).toBe('main')
    expect(headline('<headline xml:lang="en">english</headline><headline xml:lang="de">deutsch</headline>')).toBe(
      'deutsch',
    )
    expect(headline('<headline/><headline role="hld:sub"> a\n b </headline>')).toBe('a b')
    expect(updateOf(item({ itemMeta: '<title>title</title>', contentMeta: '' })).headline).toBe('title')
  })

  it('takes its text from the best rendition that has one', () => {
    const xhtml =
      '<inlineXML contenttype="application/xhtml+xml"><html><head><title>no</title></head><body><p>one</p><p>two</p></body></html></inlineXML>'
    const nitf =
      '<inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><hedline><hl1>no</hl1></hedline></body.head><body.content><p>nitf</p></body.content></body></nitf></inlineXML>'
    expect(withBody(`<inlineData contenttype="text/plain">plain</inlineData>${xhtml}`).text).toBe('one\n\ntwo')
    expect(withBody(`<inlineXML contenttype="x"><a>other</a></inlineXML>${nitf}`).text).toBe('nitf')
    expect(
      withBody('<inlineXML><html><body/></html></inlineXML><inlineData>first line\n second</inlineData>').text,
    ).toBe('first line\n second')
    expect(
      withBody(
        '<inlineData encoding="enc:base64">AAAA</inlineData><inlineData contenttype="image/png">AAAA</inlineData>',
      ).text,
    ).toBeNull()
    expect(withBody('<inlineData><![CDATA[<p>marked up</p>]]></inlineData>')).toMatchObject({
      text: 'marked up',
      particulars: { html: '<p>marked up</p>' },
    })
    expect(
      withBody('<x:inlineXML xmlns:x="urn:x"><x:html><x:body><x:p>prefixed</x:p></x:body></x:html></x:inlineXML>')
        .particulars.html,
    ).toBe('<p>prefixed</p>')
  })

  it('has the caption for text where its content is elsewhere, and fetches nothing', () => {
    const picture = item({
      contentMeta: '<description>Smoke over the ferry</description>',
      rest: '<contentSet><remoteContent href="http://127.0.0.1:1/x.jpg"/></contentSet>',
    })
    expect(updateOf(picture).text).toBe('Smoke over the ferry')
    expect(JSON.stringify(decodeValue(picture))).not.toContain('127.0.0.1')
  })

  it('never shows what only editors may see, in no field but notes that say so', () => {
    const secret = item({
      itemMeta:
        '<edNote>Corrects age. Not public: <x pubconstraint="pub:internal">555-0100</x></edNote><edNote role="note:contact">555-0101</edNote>' +
        '<edNote pubconstraint="c:nonpublic">555-0102</edNote><edNote>desk@coast.example 555-0103</edNote><edNote>Photos follow</edNote>',
      rest:
        '<contentSet><inlineXML><html><body><p>Ferry lists.</p><p class="non-public">555-0104</p><p>The following information is not for publication:</p>' +
        '<div><p>555-0105</p></div></body></html></inlineXML></contentSet>',
    })
    const { particulars, ...shown } = updateOf(secret)
    const { edNotes = [], ...others } = particulars
    expect(JSON.stringify([shown, others])).not.toContain('555')
    const open = edNotes.filter((note) => note.public).map(({ text }) => text)
    expect(open).toEqual(['Corrects age. Not public:', 'Photos follow'])
    const closed = edNotes
      .filter((note) => !note.public)
      .map(({ text }) => text)
      .join(' ')
    for (const number of [100, 101, 102, 103, 104, 105]) expect(closed).toContain(`555-0${number}`)
    expect(shown.text).toBe('Ferry lists.')
  })

  it('says who carries it, where it came from and who wrote it, hop by hop', () => {
    const rest =
      '<hopHistory><hop seq="2"><party literal="Relay"/></hop><hop seq="1"><party literal="Source"/><action qcode="hopaction:created" target="hatarget:content"/></hop></hopHistory>'
    const contentMeta = '<infoSource literal="Harbour News"/><creator literal="A. Holm"/>'
    const { sources = [] } = updateOf(
      message(item({ itemMeta: '<provider literal="CW"/>', contentMeta, rest })),
    ).particulars
    expect(sources.map(({ role, name }) => `${role} ${name}`)).toEqual([
      'carrier CW', 'carrier coast.example', 'originator Harbour News', 'author A. Holm', 'originator Source', 'carrier Relay',
    ]) // prettier-ignore
  })

  it('has an urgency from 1 to 9, and a level from that or the priority of its message', () => {
    expect(inContent('<urgency>3</urgency>')).toMatchObject({
      urgency: 3,
      particulars: { level: 'urgent', priorityRaw: '3' },
    })
    expect(inContent('<urgency>1</urgency>').particulars.level).toBe('flash')
    expect(warningsOf(item({ contentMeta: '<urgency>0</urgency>' }))).toEqual([
      expect.stringContaining('says nothing'),
      expect.stringContaining('urgency "0"'),
    ])
    expect(updateOf(message(item())).particulars.priorityRaw).toBeUndefined()
  })

  it('is an alert where it is labelled or shaped as one', () => {
    const level = (contentMeta: string, itemMeta = '') => updateOf(item({ contentMeta, itemMeta })).particulars.level
    expect(level('<urgency>3</urgency><headline>FERRY LISTS OFF VALSUND - COAST GUARD</headline>')).toBe('alert')
    expect(level('<urgency>3</urgency><headline>Ferry lists</headline>', '<role qcode="kind:Alert"/>')).toBe('alert')
    expect(level('<urgency>3</urgency><headline>Ferry lists</headline><genre qcode="genre:flash"/>')).toBe('flash')
    expect(level('<urgency>3</urgency><headline>Ferry lists</headline>')).toBe('urgent')
  })

  it('speaks the language of its content, else of the item', () => {
    const attributes = 'guid="x" xml:lang="fi-FI"'
    expect(updateOf(item({ attributes, contentMeta: '<language tag="sv"/>' })).language).toBe('sv')
    expect(updateOf(item({ attributes })).language).toBe('fi-FI')
    expect(warningsOf(item({ attributes: 'guid="x" xml:lang="f!"' }))).toHaveLength(1)
  })
})

describe('a NewsML-G2 message', () => {
  it('gives one update for each of its items, those of all kinds', () => {
    const items = [
      item(),
      '<packageItem guid="urn:p"/>',
      '<conceptItem guid="urn:c"><concept><name>Regatta</name></concept></conceptItem>',
      '<planningItem guid="urn:l" version="4"/>',
    ]
    const result = decodeValue(message(...items))
    if (result.outcome === 'rejected') throw new Error(result.reason)
    expect(result.updates.map((update) => [update.item, update.action])).toEqual([
      ['urn:ferry', 'new'], ['urn:p', 'new'], ['urn:c', 'advisory'], ['urn:l', 'advisory'],
    ]) // prettier-ignore
  })

  it('never takes identity or version of a header for several items', () => {
    const result = decodeValue(message(item(), item({ attributes: 'guid="urn:b"' })), { item: 'H', version: '9' })
    expect(result).toMatchObject({
      updates: [
        { item: 'urn:ferry', version: '1' },
        { item: 'urn:b', version: '1' },
      ],
      warnings: [],
    })
  })

  it('is refused as a whole where one of several items has no identity, and where there is none', () => {
    expect(rejectionOf(message(item(), '\n', item({ attributes: '' })))).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: 'line 2' }],
    })
    expect(rejectionOf(message())).toMatchObject({ code: 'WIRE_FIELDS', problems: [{ path: 'line 1' }] })
  })

  it('is read where only a part of an item came that says something', () => {
    expect(
      updateOf(
        '<contentSet><inlineXML><nitf><body><body.content><p>x</p></body.content></body></nitf></inlineXML></contentSet>',
      ),
    ).toMatchObject({ item: null, text: 'x' })
    expect(rejectionOf('<contentMeta><dateline>MOSCOW</dateline></contentMeta>').code).toBe('WIRE_NOTHING_SAID')
  })
})
