import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

type Parts = { readonly identifier?: string; readonly management?: string; readonly component?: string }

const lines = '<NewsLines><HeadLine>Ferry lists</HeadLine></NewsLines>'
const item = ({ identifier = '<NewsItemId>F1</NewsItemId>', management = '', component = lines }: Parts = {}) =>
  `<NewsItem><Identification><NewsIdentifier>${identifier}</NewsIdentifier></Identification><NewsManagement>${management}</NewsManagement><NewsComponent>${component}</NewsComponent></NewsItem>`
const document = (...items: readonly string[]) =>
  `<NewsML><NewsEnvelope><SentFrom><Party FormalName="Coast Wire"/></SentFrom><DateAndTime>20240302T080000Z</DateAndTime></NewsEnvelope>${items.join('')}</NewsML>`
const identified = (identifier: string) => updateOf(document(item({ identifier })))
const managed = (management: string) => updateOf(document(item({ management })))
const composed = (component: string) => updateOf(document(item({ component })))
const content = (role: string, data: string, more = '') =>
  `<NewsComponent>${role === '' ? '' : `<Role FormalName="${role}"/>`}<ContentItem>${more}<DataContent>${data}</DataContent></ContentItem></NewsComponent>`

const full = '<ProviderId>afp.example</ProviderId><DateId>20240302T070000Z</DateId><NewsItemId>TX-1</NewsItemId>'
const chain = 'urn:newsml:afp.example:20240302T070000Z:TX-1'

describe('a NewsML 1.2 item', () => {
  it.each([
    [
      'its public identifier without the revision',
      `${full}<RevisionId>3</RevisionId><PublicIdentifier>${chain}:3</PublicIdentifier>`,
      chain,
      '3',
    ],
    ['a public identifier of a partial update', `<PublicIdentifier>${chain}:4U</PublicIdentifier>`, chain, '4'],
    ['the parts of it', `${full}<RevisionId>3</RevisionId>`, chain, '3'],
    ['a revision that is text', `${full}<RevisionId>0E68</RevisionId>`, chain, '0E68'],
    ['a revision 0', `${full}<RevisionId>0</RevisionId>`, chain, '0'],
    ['a public identifier of its own kind', '<PublicIdentifier>doc:77</PublicIdentifier>', 'doc:77', '1'],
    ['nothing', '<ProviderId/><DateId/><NewsItemId/><RevisionId/><PublicIdentifier/>', null, '1'],
  ])('is identified by %s', (_what, identifier, id, version) => {
    expect(identified(identifier)).toMatchObject({ item: id, version })
  })

  it('comes from the provider in its identity, else the one named, else the sender', () => {
    const party = '<AdministrativeMetadata><Provider><Party FormalName="AFP"/></Provider></AdministrativeMetadata>'
    expect(identified(full).provider).toBe('afp.example')
    expect(composed(lines + party).provider).toBe('afp')
    expect(composed(lines).provider).toBe('coast-wire')
    expect(updateOf(item()).provider).toBe('unknown')
    expect(updateOf(document(item()), { provider: 'agy-a' }).provider).toBe('agy-a')
  })

  it('was said when the revision was made, else sent', () => {
    expect(
      managed(
        '<FirstCreated>20240302T050000Z</FirstCreated><ThisRevisionCreated>20240302T080000+0100</ThisRevisionCreated>',
      ).saidAt,
    ).toBe('2024-03-02T07:00:00.000Z')
    expect(managed('<FirstCreated>20240302T050000Z</FirstCreated>').saidAt).toBe('2024-03-02T08:00:00.000Z')
    expect(managed('<ThisRevisionCreated>20240302T070000</ThisRevisionCreated>').particulars.timeTrust).toBe(
      'local-assumed',
    )
    expect(warningsOf(item({ management: '<FirstCreated>soon</FirstCreated>' }))).toEqual([
      expect.stringContaining('FirstCreated "soon"'),
    ])
  })

  it.each([
    ['<Status FormalName="Canceled"/>', 'kill', 'canceled'],
    ['<Status FormalName="Withheld"/>', 'hold', 'held'],
    ['<Status FormalName="Usable"/>', 'new', 'usable'],
    ['<Status FormalName="Embargoed"/>', 'new', 'embargoed'],
    ['<Instruction FormalName="Correction"/>', 'correction', 'usable'],
    ['<Instruction FormalName="Update"/>', 'update', 'usable'],
  ])('with %s is a %s', (management, action, pubStatus) => {
    expect(managed(management)).toMatchObject({ action, particulars: { pubStatus } })
  })

  it('is under embargo until its status changes', () => {
    const change =
      '<StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20240302T180000Z</DateAndTime></StatusWillChange>'
    expect(managed(`<Status FormalName="Embargoed"/>${change}`).particulars.embargoedUntil).toBe(
      '2024-03-02T18:00:00.000Z',
    )
    expect(managed(`<Status FormalName="Usable"/>${change}`).particulars.embargoedUntil).toBeUndefined()
  })

  it('is related to its previous revision, to revisions it cancels, and to other items', () => {
    const relations = updateOf(
      document(
        item({
          identifier: `${full}<RevisionId PreviousRevision="1">2</RevisionId>`,
          management:
            '<Instruction><RevisionStatus Revision="1"><Status FormalName="Canceled"/></RevisionStatus></Instruction>' +
            '<DerivedFrom NewsItem="urn:newsml:a.example:20240301:A:2"/><AssociatedWith NewsItem="a.example:20240301:B"/><AssociatedWith FormalName="Photo"/>',
        }),
      ),
      { provider: 'afp' },
    ).relations
    expect(relations).toEqual([
      { rel: 'previousVersion', provider: 'afp', item: chain, version: '1' },
      { rel: 'cancels', provider: 'afp', item: chain, version: '1' },
      { rel: 'derivedFrom', provider: 'afp', item: 'urn:newsml:a.example:20240301:A', version: '2' },
      { rel: 'associatedWith', provider: 'afp', item: 'a.example:20240301:B', version: null },
    ])
    expect(identified(`${full}<RevisionId PreviousRevision="0">1</RevisionId>`).relations).toEqual([])
  })

  it('has the outermost headline that is not that of a picture, else the component for one', () => {
    const photo =
      '<NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>caption</HeadLine></NewsLines></NewsComponent>'
    expect(composed(`${photo}<NewsComponent>${lines}</NewsComponent>`).headline).toBe('Ferry lists')
    expect(composed(content('Title', 'Ferry\n lists') + content('Body', 'x'))).toMatchObject({
      headline: 'Ferry lists',
      text: 'x',
    })
  })

  it('takes the body before other text, after its lead, and no headings, styles, contacts or pictures', () => {
    expect(
      composed(
        lines +
          content('StyleSheet', 'p{}', '<MimeType FormalName="text/css"/>') +
          content('HeadLine', 'no') +
          content('Body', '<p>one</p><p>two</p>'),
      ).text,
    ).toBe('one\n\ntwo')
    expect(composed(lines + content('Lead', 'lead') + content('Body', 'body')).text).toBe('lead\n\nbody')
    expect(composed(lines + content('Summary', 'summary') + content('', 'text')).text).toBe('text')
    expect(composed(lines + content('Summary', 'summary')).text).toBe('summary')
    expect(
      composed(
        lines +
          content('Body', 'AAAA', '<Encoding Notation="Base64"/>') +
          content('', 'x', '<MediaType FormalName="Photo"/>'),
      ).text,
    ).toBeNull()
    const inBase64 =
      '<NewsComponent><ContentItem><Encoding Notation="Base64"><DataContent>AAAA</DataContent></Encoding></ContentItem></NewsComponent>'
    expect(composed(lines + inBase64).text).toBeNull()
  })

  it('is read in its own language where there are several', () => {
    const inLanguage = (tag: string, text: string) =>
      `<NewsComponent><DescriptiveMetadata><Language FormalName="${tag}"/></DescriptiveMetadata><NewsLines><HeadLine>${text}</HeadLine></NewsLines>${content('Body', text)}</NewsComponent>`
    const main = '<DescriptiveMetadata><Language FormalName="de"/></DescriptiveMetadata>'
    expect(composed(main + inLanguage('en', 'ferry') + inLanguage('de', 'Fähre'))).toMatchObject({
      headline: 'Fähre',
      text: 'Fähre',
      language: 'de',
    })
  })

  it('finds in the head of an NITF body what its lines lack', () => {
    const head =
      '<body.head><hedline><hl1>Ferry burns</hl1></hedline><byline>By K. Brandt</byline><dateline>VALSUND, March 2</dateline></body.head>'
    expect(
      composed(content('', `<nitf><body>${head}<body.content><p>x</p></body.content></body></nitf>`)),
    ).toMatchObject({
      headline: 'Ferry burns',
      text: 'x',
      particulars: { byline: 'By K. Brandt', dateline: { text: 'VALSUND, March 2', place: 'VALSUND' } },
    })
  })

  it('is an alert where its type says so, and says what the caption of a picture says where there is no story', () => {
    expect(managed('<NewsItemType FormalName="Alert"/>').particulars.level).toBe('alert')
    expect(composed(lines + content('Caption', 'Smoke over the ferry')).text).toBe('Smoke over the ferry')
  })

  it('keeps contacts for editors', () => {
    const update = composed(lines + content('Contact', 'Harbour office 555-0100') + content('Body', 'x'))
    const { edNotes, ...others } = update.particulars
    expect(edNotes).toEqual([{ role: 'Contact', public: false, text: 'Harbour office 555-0100' }])
    expect(JSON.stringify([{ ...update, particulars: others }])).not.toContain('555')
  })

  it('names its slug, or its label where it has none', () => {
    expect(composed('<NewsLines><HeadLine>x</HeadLine><SlugLine>FERRY/FIRE</SlugLine></NewsLines>').slug).toBe(
      'FERRY/FIRE',
    )
    expect(
      updateOf(item().replace('</Identification>', '<NameLabel>ferry-fire</NameLabel></Identification>')).slug,
    ).toBe('ferry-fire')
  })
})

describe('a NewsML 1.2 document', () => {
  it('gives one update for each item, those inside other items too', () => {
    const inner = item({
      identifier: '<NewsItemId>INNER</NewsItemId>',
      component: '<NewsLines><HeadLine>Inner</HeadLine></NewsLines>',
    })
    const result = decodeValue(
      document(
        item({ component: `${lines}<NewsComponent>${inner}</NewsComponent>` }),
        item({ identifier: '<NewsItemId>F2</NewsItemId>' }),
      ),
    )
    if (result.outcome === 'rejected') throw new Error(result.reason)
    expect(result.updates.map((update) => [update.item, update.headline])).toEqual([
      ['urn:newsml:::F1', 'Ferry lists'], ['urn:newsml:::INNER', 'Inner'], ['urn:newsml:::F2', 'Ferry lists'],
    ]) // prettier-ignore
  })

  it('is refused with the place where there is no item, or one of several has no identity', () => {
    expect(rejectionOf('<NewsML><NewsEnvelope/></NewsML>')).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: 'line 1' }],
    })
    expect(rejectionOf(document(item(), '\n', item({ identifier: '' })))).toMatchObject({
      problems: [{ path: 'line 2' }],
    })
  })

  it('is read past a DOCTYPE with parameter entities, none of which is followed', () => {
    const doctype =
      '<!DOCTYPE NewsML SYSTEM "http://127.0.0.1:1/x.dtd" [<!ENTITY % nitf SYSTEM "http://127.0.0.1:1/nitf.dtd"> %nitf;]>'
    expect(updateOf(doctype + document(item())).headline).toBe('Ferry lists')
    expect(rejectionOf(`${doctype}<NewsML><NewsItem>`)).toMatchObject({ code: 'WIRE_XML_SYNTAX' })
  })
})
