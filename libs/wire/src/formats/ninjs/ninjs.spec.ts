import { rejectionOf, decodeValue, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const least = { uri: 'urn:ferry', headline: 'Ferry lists' }

describe('a ninjs item', () => {
  it('is told by its members, its standard or its content type, never by a schema', () => {
    expect(updateOf(least).format).toBe('ninjs')
    expect(updateOf({ guid: 'x', body_html: '<p>y</p>' }).format).toBe('ninjs')
    expect(updateOf({ standard: { name: 'ninjs', version: '3.0' }, headlines: [{ value: 'x' }] }).item).toBeNull()
    expect(updateOf({ $standard: 'http://www.iptc.org/std/ninjs/ninjs-schema_1.3.json', uri: 'x' }).format).toBe(
      'ninjs',
    )
    expect(updateOf({ uri: 'x', unknown: 1 }, { contentType: 'application/vnd.iptc.ninjs+json' }).format).toBe('ninjs')
  })

  it.each([
    ['uri', { ...least }, 'urn:ferry'],
    ['guid', { guid: 'tag:1', headline: 'x' }, 'tag:1'],
    ['uri before guid', { ...least, guid: 'tag:1' }, 'urn:ferry'],
    [
      'uri without the tokens of a query',
      { ...least, uri: 'http://a.example/i/1?qt=abc&et=def' },
      'http://a.example/i/1',
    ],
    [
      'uri with the rest of its query',
      { ...least, uri: 'http://a.example/i?qt=abc&id=5&et=def' },
      'http://a.example/i?id=5',
    ],
    ['uri with another query as it is', { ...least, uri: 'http://a.example/i?id=5' }, 'http://a.example/i?id=5'],
  ])('is identified by its %s', (_what, document, item) => {
    expect(updateOf(document).item).toBe(item)
  })

  it('needs no identity where it says something, and nothing to say where it has one', () => {
    const contentType = 'application/vnd.iptc.ninjs+json'
    expect(updateOf({ headline: 'x' }, { contentType }).item).toBeNull()
    expect(updateOf({ headline: 'x' }, { contentType, item: 'H1' }).item).toBe('H1')
    expect(warningsOf({ uri: 'urn:x', urgency: 3 })).toEqual([expect.stringContaining('says nothing')])
    expect(rejectionOf({ urgency: 3 }, { contentType }).code).toBe('WIRE_NOTHING_SAID')
    expect(rejectionOf([], { contentType }).code).toBe('WIRE_FIELDS')
    expect(rejectionOf('5', { contentType }).code).toBe('WIRE_FIELDS')
  })

  it('refuses an identity that can be none', () => {
    expect(rejectionOf({ ...least, uri: 'a\nb' })).toMatchObject({ code: 'WIRE_FIELDS', problems: [{ path: '/uri' }] })
    expect(rejectionOf({ ...least, version: 'a\nb' })).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: '/version' }],
    })
  })

  it.each([
    [{ version: '3' }, '3'],
    [{ version: 0 }, '0'],
    [{ version: 12 }, '12'],
    [{ version: true }, 'true'],
    [{ versionCreated: '2024-03-02T09:00:00+02:00' }, '2024-03-02T07:00:00.000Z'],
    [{ versioncreated: '2024-03-02T07:00:00+0000' }, '2024-03-02T07:00:00.000Z'],
    [{ version: null, versioncreated: 'soon' }, '1'],
    [{}, '1'],
  ])('has for %j the version %s', (given, version) => {
    expect(updateOf({ ...least, ...given }).version).toBe(version)
  })

  it.each([
    [{ versionCreated: '2024-03-02T07:00:00Z', firstCreated: '2020-01-01T00:00:00Z' }, '2024-03-02T07:00:00.000Z'],
    [{ contentcreated: '2024-03-02T07:00:00.5Z', firstcreated: '2020-01-01T00:00:00Z' }, '2024-03-02T07:00:00.500Z'],
    [{ firstCreated: '2024-03-02T07:00:00+0000' }, '2024-03-02T07:00:00.000Z'],
    [{ versioncreated: 'March', firstcreated: '2024-03-02T07:00:00Z' }, '2024-03-02T07:00:00.000Z'],
    [{ versioncreated: '2024-03-02T07:00:00' }, '2024-03-02T07:00:00.000Z'],
    [{ versioncreated: 'yesterday' }, null],
    [{}, null],
  ])('was for %j said at %s', (given, saidAt) => {
    expect(updateOf({ ...least, ...given }).saidAt).toBe(saidAt)
  })

  it.each([
    [{ versioncreated: '2024-03-02T07:00:00Z' }, 'exact', 0],
    [{ versioncreated: '2024-03-02T07:00Z' }, 'minute', 0],
    [{ versioncreated: '2024-03-02T07:00:00' }, 'local-assumed', 1],
    [{}, 'none', 0],
  ])('trusts for %j its time %s', (given, timeTrust, warnings) => {
    expect(updateOf({ ...least, ...given }).particulars.timeTrust).toBe(timeTrust)
    expect(warningsOf({ ...least, ...given })).toHaveLength(warnings)
  })

  it('warns of a time it cannot use', () => {
    expect(warningsOf({ ...least, versioncreated: 'yesterday' })).toEqual([expect.stringContaining('versioncreated')])
  })

  it.each([
    [{ headline: ' Ferry\n lists ' }, 'Ferry lists'],
    [{ headlines: [{ value: 'short' }, { role: 'main', value: 'main' }] }, 'main'],
    [
      {
        headlines: [
          { role: 'short', value: '' },
          { role: 'web', value: 'web' },
        ],
      },
      'web',
    ],
    [{ headlines: [{ value: '<b>bold</b> news', contentType: 'text/html' }] }, 'bold news'],
    [{ headline_extra: 'extra' }, 'extra'],
    [{ title: 'title' }, 'title'],
    [{ headline: 7 }, '7'],
    [{ headline: ['x'] }, null],
    [{}, null],
  ])('has for %j the headline %j', (given, headline) => {
    expect(updateOf({ uri: 'urn:x', type: 'text', pubstatus: 'usable', ...given }).headline).toBe(headline)
  })

  it.each([
    [{ body_text: 'plain', body_html: '<p>html</p>' }, 'plain', '/body_text'],
    [{ body_text: ' ', body_html: '<p>html</p>' }, 'html', '/body_html'],
    [{ body_xhtml: '<div>x<br/>y</div>' }, 'x\ny', '/body_xhtml'],
    [{ body_special: 'a <b>b</b>' }, 'a b', '/body_special'],
    [{ body_text: '3 < 4 <b>' }, '3 < 4 <b>', '/body_text'],
    [
      {
        bodies: [
          { contenttype: 'text/html', value: '<p>h</p>' },
          { contenttype: 'text/plain', value: 'p' },
        ],
      },
      'p',
      '/bodies/1',
    ],
    [{ bodies: [{ contentType: 'application/xml', value: '<a><p>1</p><p>2</p></a>' }] }, '1\n\n2', '/bodies/0'],
    [{ bodies: [{ value: '<p>sniffed</p>' }] }, 'sniffed', '/bodies/0'],
    [{ bodies: [{ contentType: 'text/html', value: '<p></p>' }], description_text: 'd' }, 'd', '/description_text'],
    [
      {
        descriptions: [
          { role: 'creditline', value: 'A/B' },
          { role: 'caption', value: 'caption' },
        ],
      },
      'caption',
      '/descriptions/1',
    ],
    [{ descriptions: [{ role: 'creditline', value: 'A/B' }] }, 'A/B', '/descriptions/0'],
  ])('has for %j the text %j', (given, text, field) => {
    expect(updateOf({ ...least, ...given })).toMatchObject({ text, evidence: { text: field } })
  })

  it('keeps notes to editors as what is not public, and shows them nowhere else', () => {
    const document = {
      ...least,
      ednote: 'Corrects age. Private: 555-0100',
      edNote: 'Private: 555-0100',
      body_text: 'x',
    }
    const { particulars, ...others } = updateOf(document)
    const { edNotes, ...othersToo } = particulars
    expect(edNotes).toEqual([{ role: null, public: false, text: 'Private: 555-0100' }])
    expect(JSON.stringify([others, othersToo, warningsOf(document)])).not.toContain('555')
  })

  it.each([
    [{ pubStatus: 'canceled' }, 'kill'],
    [{ pubstatus: 'cancelled', body_text: '' }, 'kill'],
    [{ pubstatus: 'withheld' }, 'hold'],
    [{ pubstatus: 'usable' }, 'new'],
    [{ signal: [{ name: 'Correction', qcode: 'sig:correction' }] }, 'correction'],
    [{ signal: 'sig:correction' }, 'correction'],
    [{ ednote: 'Corrects the toll' }, 'correction'],
    [{ edNote: [{ role: 'x', value: 'Corrects the toll' }] }, 'correction'],
    [{ headline: 'REFILE-Ferry lists' }, 'refile'],
    [{ evolvedfrom: 'urn:first' }, 'update'],
    [{ version: '2' }, 'update'],
    [{ type: 'event' }, 'advisory'],
    [{ genre: [{ code: 'Daybook' }] }, 'advisory'],
  ])('does for %j a %s', (given, action) => {
    expect(updateOf({ ...least, ...given }).action).toBe(action)
  })

  it('keeps the headline of a kill, and says of a kill in words what it reaches', () => {
    expect(updateOf({ uri: 'urn:x', headline: 'CORRECTED-x', pubstatus: 'canceled' })).toMatchObject({
      action: 'kill',
      headline: 'CORRECTED-x',
      text: null,
    })
    expect(warningsOf({ ...least, body_text: 'KILL KILL KILL\nitem 157' })).toEqual([
      expect.stringContaining('kill in words'),
    ])
  })

  it.each([
    [{ provider: 'Coast Wire' }, 'coast-wire'],
    [{ provider: { name: 'Coast', code: '12' } }, 'coast'],
    [{ source: 'AAP' }, 'aap'],
    [{ source: '共同', infosource: [{ name: 'Kyodo' }] }, 'kyodo'],
    [{ infosources: [{ name: 'First' }, { name: 'Second' }] }, 'first'],
    [{ infoSources: [{ code: 'CW' }] }, 'cw'],
    [{}, 'unknown'],
  ])('comes for %j from %s', (given, provider) => {
    expect(updateOf({ ...least, ...given }).provider).toBe(provider)
    expect(updateOf({ ...least, ...given }, { provider: 'agy-a' }).provider).toBe('agy-a')
  })

  it.each([
    [{ language: 'en_GB' }, 'en-GB', 0],
    [{ language: 'english!' }, null, 1],
    [{ language: '' }, null, 0],
  ])('speaks for %j %p', (given, language, warnings) => {
    expect(updateOf({ ...least, ...given }).language).toBe(language)
    expect(warningsOf({ ...least, ...given })).toHaveLength(warnings)
  })

  it.each([
    [{ urgency: 3 }, 3, 0],
    [{ urgency: '4' }, 4, 0],
    [{ urgency: 0.1 }, null, 1],
    [{ urgency: 10 }, null, 1],
    [{ urgency: null }, null, 0],
  ])('has for %j the urgency %p', (given, urgency, warnings) => {
    expect(updateOf({ ...least, ...given }).urgency).toBe(urgency)
    expect(warningsOf({ ...least, ...given })).toHaveLength(warnings)
  })

  it('relates to what it evolved from and to what is associated with it, each once', () => {
    const related = (associations: unknown) =>
      updateOf({ ...least, evolvedfrom: 'urn:first', associations }, { provider: 'a' }).relations
    const first = { rel: 'evolvedFrom', provider: 'a', item: 'urn:first', version: null }
    const picture = { rel: 'associatedWith', provider: 'a', item: 'urn:picture', version: null }
    expect(related({ main: { uri: 'urn:picture' }, none: null, again: { guid: 'urn:picture' } })).toEqual([
      first,
      picture,
    ])
    expect(related([{ name: 'main', uri: 'urn:picture' }, { name: 'no id' }, 5])).toEqual([first, picture])
    expect(related('nonsense')).toEqual([first])
  })

  it.each([
    [{ representationtype: 'incomplete' }, true],
    [{ representationType: 'partial' }, true],
    [{ representationType: 'full' }, undefined],
    [{}, undefined],
  ])('is for %j a part of the item: %p', (given, partial) => {
    expect(updateOf({ ...least, ...given }).particulars.partial).toBe(partial)
  })

  it.each([
    [{ embargoedUntil: '2024-03-02T12:00:00+02:00' }, '2024-03-02T10:00:00.000Z', 'embargoed', 0],
    [{ embargoed: '2024-03-02T12:00:00Z', pubstatus: 'usable' }, '2024-03-02T12:00:00.000Z', 'embargoed', 0],
    [{ embargoed: 'until noon' }, undefined, 'embargoed', 1],
    [{ embargoed: '' }, undefined, 'usable', 0],
    [{ embargoed: null }, undefined, 'usable', 0],
    [{ embargoed: '2024-03-02T12:00:00Z', pubstatus: 'canceled' }, '2024-03-02T12:00:00.000Z', 'canceled', 0],
  ])('is for %j embargoed until %p and %s', (given, embargoedUntil, pubStatus, warnings) => {
    expect(updateOf({ ...least, ...given }).particulars.embargoedUntil).toBe(embargoedUntil)
    expect(updateOf({ ...least, ...given }).particulars.pubStatus).toBe(pubStatus)
    expect(warningsOf({ ...least, ...given })).toHaveLength(warnings)
  })

  it.each([
    ['ap', 'held', 'hold'],
    ['unknown', 'held', 'hold'],
    ['pa', 'embargoed', 'new'],
    ['pa-media', 'embargoed', 'new'],
    ['press-association', 'embargoed', 'new'],
    ['paris-wire', 'held', 'hold'],
  ])('that %s withholds is %s: a %s', (provider, pubStatus, action) => {
    const update = updateOf({ ...least, pubstatus: 'withheld' }, { provider })
    expect(update).toMatchObject({ action, particulars: { pubStatus, pubStatusRaw: 'withheld' } })
  })

  it('says the same in the names of each branch', () => {
    const one = {
      uri: 'urn:x', byline: 'By A', located: 'Split', copyrightholder: 'H', copyrightnotice: 'N', usageterms: 'U', slugline: 'FERRY/PORT (PIX)',
      infosource: [{ name: 'Coast', code: 'c1' }], genre: [{ name: 'Current', code: 'Current' }], headline: 'UPDATE 2-Ferry',
      subject: [{ name: 'Sea', code: '10', scheme: 'http://cv.example/' }], place: [{ name: 'Split', code: 'sp' }], body_html: '<p>x</p>',
    } // prettier-ignore
    const three = {
      uri: 'urn:x', by: 'By A', located: 'Split', copyrightHolder: 'H', copyrightNotice: 'N', usageTerms: 'U', slugline: 'FERRY/PORT (PIX)',
      infoSources: [{ name: 'Coast', literal: 'c1' }], genres: [{ name: 'Current' }], headlines: [{ role: 'main', value: 'UPDATE 2-Ferry' }],
      subjects: [{ name: 'Sea', uri: 'http://cv.example/10' }], places: [{ name: 'Split', literal: 'sp' }],
      bodies: [{ contentType: 'text/html', value: '<p>x</p>' }],
    } // prettier-ignore
    const { particulars } = updateOf(one)
    expect(particulars).toEqual({
      pubStatus: 'usable',
      timeTrust: 'none',
      slugBase: 'FERRY',
      slugBranch: 'PORT',
      slugFlags: ['PIX'],
      headlineTags: ['UPDATE 2'],
      byline: 'By A',
      dateline: { text: 'Split', place: 'Split' },
      genres: ['Current'],
      subjects: [{ scheme: 'http://cv.example/', code: '10', name: 'Sea' }],
      places: [{ name: 'Split', codes: ['sp'], role: null }],
      sources: [{ role: 'originator', name: 'Coast', id: 'c1' }],
      rights: { holder: 'H', notice: 'N', usageTerms: 'U' },
      html: '<p>x</p>',
    })
    expect(updateOf(three).particulars).toEqual(particulars)
  })

  it('shows only HTML that is safe', () => {
    const body_html =
      '<p onclick="x()">a <a href="javascript:x()">b</a><img src="http://x.example/1.gif"><script>c</script></p>'
    expect(updateOf({ ...least, body_html }).particulars.html).toBe('<p>a <a>b</a></p>')
    expect(updateOf({ ...least, body_html: '<img src="x">' }).particulars.html).toBeUndefined()
  })

  it('is read from the list of an API answer too, and placed there', () => {
    const answer = { total: 2, item: [least, { ...least, uri: 'urn:b', versioncreated: 'soon' }] }
    const result = decodeValue(answer)
    expect(result).toMatchObject({ outcome: 'decoded', updates: [{ item: 'urn:ferry' }, { item: 'urn:b' }] })
    expect(warningsOf(answer)).toEqual([expect.stringMatching(/^\/item\/1: versioncreated/)])
    expect(rejectionOf({ item: [least, { ...least, version: '\u0001' }] }).problems[0]?.path).toBe('/item/1/version')
  })

  it('replaces what it says it replaces', () => {
    expect(updateOf({ ...least, replacing: ['urn:old'] }, { provider: 'tt' }).relations).toEqual([
      { rel: 'supersedes', provider: 'tt', item: 'urn:old', version: null },
    ])
  })

  it('takes from headers what it does not say, and wins where it does', () => {
    const hints = { item: 'H1', version: '9', saidAt: '2024-01-01T00:00:00Z', language: 'de', incident: 'ferry' }
    expect(updateOf(least, hints)).toMatchObject({
      item: 'urn:ferry',
      version: '9',
      saidAt: '2024-01-01T00:00:00.000Z',
      language: 'de',
      incident: 'ferry',
    })
    expect(
      warningsOf({ ...least, version: '1', language: 'en', versioncreated: '2024-03-02T07:00:00Z' }, hints),
    ).toHaveLength(4)
  })

  it('refuses a duplicate key where it is read, and only warns where nobody reads', () => {
    expect(rejectionOf('{"uri":"a","uri":"b","headline":"x"}')).toMatchObject({
      code: 'WIRE_JSON_DUPLICATE_KEY',
      problems: [{ path: '/uri' }],
    })
    expect(rejectionOf('{"uri":"a","headlines":[{"value":"x","value":"y"}]}')).toMatchObject({
      problems: [{ path: '/headlines/0/value' }],
    })
    expect(rejectionOf('[{"uri":"a","title":"x","title":"y"}]')).toMatchObject({ problems: [{ path: '/0/title' }] })
    expect(warningsOf('{"uri":"a","headline":"x","renditions":{"big":{"href":"1"},"big":{"href":"2"}}}')).toEqual([
      expect.stringContaining('/renditions/big'),
    ])
  })

  it('refuses a list of which one entry is none', () => {
    const contentType = 'application/vnd.iptc.ninjs+json'
    expect(rejectionOf([least, 5, { headline: 'x' }, { ...least, uri: '\u0001' }], { contentType })).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: '/1' }, { path: '/2' }, { path: '/3/uri' }],
    })
  })
})
