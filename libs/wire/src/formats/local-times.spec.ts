import { formats } from './registry.js'
import { decodeValue, updateOf, warningsOf } from '../testing/wire-bytes.js'

// Far from UTC and from the zones that formats know by themselves, and with another offset in summer than in winter.
const timeZone = 'America/Los_Angeles'

type Season = 'winter' | 'summer'
type Write = (season: Season, offset: string) => string
type Times = { readonly [season in Season]: string }

const utc = { winter: '2024-01-15T12:30:00.000Z', summer: '2024-07-15T12:30:00.000Z' } as const
const moved = { winter: '2024-01-15T20:30:00.000Z', summer: '2024-07-15T19:30:00.000Z' } as const
const copenhagen = { winter: '2024-01-15T11:30:00.000Z', summer: '2024-07-15T10:30:00.000Z' } as const

const iso = (season: Season, offset: string): string =>
  `2024-${season === 'winter' ? '01' : '07'}-15T12:30:00${offset === '' ? '' : '+00:00'}`
const basic = (season: Season, offset: string): string =>
  `2024${season === 'winter' ? '01' : '07'}15T123000${offset === '' ? '' : '+0000'}`
const rfc822 = (season: Season, offset: string): string =>
  `Mon, 15 ${season === 'winter' ? 'Jan' : 'Jul'} 2024 12:30:00${offset === '' ? '' : ' GMT'}`

/** For each format a document in which every time that it may hold is the same one, in the format's own notation. */
const documents: readonly (readonly [format: string, write: Write, without?: Times])[] = [
  [
    'anpa-1312',
    (season, offset) =>
      '\u0016\u0016\u0001V4650\u001f-----\r\nr i\u0013\u0011 BC-EU--Fire     01-15 0100\r\n\u0002^BC-EU--Fire,100<\r\n^Ferry burns<\r\n' +
      `\t   SANDHAVN, Norway (AP) _ Two people were injured.\r\n\u0003AP-WF-${season === 'winter' ? '01' : '07'}-15-24 1230${offset === '' ? '' : 'GMT'}<\r\n\u0004`,
  ],
  [
    'iptc-7901',
    (season, offset) =>
      '\u0001eca0212 2 i 96  dpa 0157\r\n\r\nHarbour/ferry/fire/\r\n\u0002Two hurt as ferry burns =\r\n\r\n   Sandhavn (dpa) - Two people were injured.\r\n\u0003' +
      `151230 ${offset === '' ? '' : 'GMT '}${season === 'winter' ? 'Jan' : 'Jul'} 24\r\n\u0004`,
  ],
  [
    'newsml-g2',
    (season, offset) => {
      const at = iso(season, offset)
      return `<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>${at}</sent><sender>x</sender></header><itemSet>
        <newsItem guid="urn:x:1" version="1"><itemMeta><itemClass qcode="ninat:text"/><provider literal="x"/><versionCreated>${at}</versionCreated>
        <firstCreated>${at}</firstCreated><embargoed>${at}</embargoed><pubStatus qcode="stat:usable"/></itemMeta>
        <contentMeta><contentCreated>${at}</contentCreated><headline>h</headline></contentMeta></newsItem></itemSet></newsMessage>`
    },
  ],
  [
    'newsml-1.2',
    (season, offset) => {
      const at = basic(season, offset)
      return `<NewsML><NewsEnvelope><DateAndTime>${at}</DateAndTime></NewsEnvelope><NewsItem><Identification><NewsIdentifier><ProviderId>x</ProviderId>
        <DateId>20240115</DateId><NewsItemId>1</NewsItemId><RevisionId>1</RevisionId></NewsIdentifier></Identification><NewsManagement>
        <NewsItemType FormalName="News"/><FirstCreated>${at}</FirstCreated><ThisRevisionCreated>${at}</ThisRevisionCreated><Status FormalName="Embargoed"/>
        <StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>${at}</DateAndTime></StatusWillChange></NewsManagement>
        <NewsComponent><NewsLines><HeadLine>h</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>`
    },
  ],
  [
    'nitf',
    (season, offset) => {
      const at = basic(season, offset)
      return `<nitf><head><docdata><date.issue norm="${at}"/><date.release norm="${at}"/><date.expire norm="${at}"/><doc-id id-string="1"/>
        </docdata><pubdata date.publication="${at}"/><revision-history norm="${at}"/></head><body><body.head><hedline><hl1>h</hl1></hedline></body.head></body></nitf>`
    },
  ],
  [
    'ninjs',
    (season, offset) => {
      const at = iso(season, offset)
      const times = { versioncreated: at, firstcreated: at, firstpublished: at, embargoed: at, expires: at }
      return JSON.stringify({ uri: 'urn:x:1', headline: 'h', ...times })
    },
  ],
  [
    'ap-media',
    (season, offset) => {
      const at = iso(season, offset)
      const times = { versioncreated: at, firstcreated: at, embargoed: at }
      const item = { altids: { itemid: 'a2', etag: 'a2_8' }, version: 1, type: 'text', headline: 'h', ...times }
      return JSON.stringify({ api_version: '2.2', method: '/content.GET', data: { meta: {}, item } })
    },
  ],
  [
    'ritzau',
    (season, offset) =>
      `<RBNews><NewsID>1</NewsID><PublishDate>${iso(season, offset)}</PublishDate><headline>h</headline></RBNews>`,
    copenhagen,
  ],
  [
    'cap',
    (season, offset) => {
      const at = iso(season, offset)
      return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>x</sender><sent>${at}</sent><status>Actual</status>
        <msgType>Update</msgType><scope>Public</scope><info><category>Met</category><event>Storm</event><urgency>Past</urgency><severity>Minor</severity>
        <certainty>Likely</certainty><effective>${at}</effective><onset>${at}</onset><expires>${at}</expires><headline>h</headline></info></alert>`
    },
  ],
  [
    'rss',
    (season, offset) =>
      `<rss version="2.0" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>t</title><item><title>h</title><guid>1</guid>
      <pubDate>${rfc822(season, offset)}</pubDate><atom:updated>${iso(season, offset)}</atom:updated><cap:expires>${iso(season, offset)}</cap:expires></item></channel></rss>`,
  ],
  [
    'atom',
    (season, offset) => {
      const at = iso(season, offset)
      return `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:cap="urn:oasis:names:tc:emergency:cap:1.2"><entry><id>1</id><title>h</title>
        <updated>${at}</updated><published>${at}</published><cap:expires>${at}</cap:expires></entry></feed>`
    },
  ],
]

/** Every time that stands anywhere in a decoded document. */
const timesIn = (document: string, zone: string | null): ReadonlySet<string> =>
  new Set(JSON.stringify(decodeValue(document, { timeZone: zone })).match(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g))

const seasons = ['winter', 'summer'] as const

describe('times without an offset', () => {
  it('are tried in every format that can have some', () => {
    // The update of Wireledger itself asks for offsets, and a plain text has no time of its own.
    const all = [...documents.map(([format]) => format), 'wireledger', 'text']
    expect([...all].sort()).toEqual(formats.map(({ name }) => name).sort())
  })

  const rows = documents.map(([format, write, without = utc]): [string, Write, Times] => [format, write, without])
  describe.each(rows)('of %s', (format, write, without) => {
    it.each(seasons)('in %s are those of the given zone, every one, and say that they are assumed', (season) => {
      const update = updateOf(write(season, ''), { timeZone })
      expect(update).toMatchObject({ format, saidAt: moved[season], particulars: { timeTrust: 'local-assumed' } })
      expect(timesIn(write(season, ''), timeZone)).toEqual(new Set([moved[season]]))
    })

    it.each(seasons)('in %s are those of the format where no zone is given', (season) => {
      const update = updateOf(write(season, ''))
      expect(update).toMatchObject({ saidAt: without[season], particulars: { timeTrust: 'local-assumed' } })
      expect(timesIn(write(season, ''), null)).toEqual(new Set([without[season]]))
    })

    it.each(seasons)('in %s do not move with the zone where they have an offset', (season) => {
      const update = updateOf(write(season, '+00:00'), { timeZone })
      expect(update).toEqual(updateOf(write(season, '+00:00')))
      expect(update.saidAt).toBe(utc[season])
      expect(update.particulars.timeTrust).not.toBe('local-assumed')
      expect(timesIn(write(season, '+00:00'), timeZone)).toEqual(new Set([utc[season]]))
    })
  })

  it('of a tombstone are those of the given zone, its version too', () => {
    const at = (zone: string | null) =>
      updateOf('<deleted-entry xmlns="http://purl.org/atompub/tombstones/1.0" ref="1" when="2024-07-15T12:30:00"/>', {
        timeZone: zone,
      })
    expect(at(timeZone)).toMatchObject({ action: 'kill', saidAt: moved.summer, version: moved.summer })
    expect(at(null)).toMatchObject({ saidAt: utc.summer, version: utc.summer })
  })

  it('name in their warnings the zone they were taken for', () => {
    const item = { uri: 'urn:x:1', headline: 'h', versioncreated: '2024-07-15T12:30:00' }
    const rss =
      '<rss><channel><item><title>h</title><guid>1</guid><pubDate>15 Jul 2024 12:30</pubDate></item></channel></rss>'
    const iptc = documents.find(([format]) => format === 'iptc-7901')?.[1]('summer', '') ?? ''
    for (const document of [item, rss, iptc]) {
      expect(warningsOf(document, { timeZone }).join()).toMatch(/taken for America\/Los_Angeles/)
      expect(warningsOf(document).join()).toMatch(/taken for UTC/)
    }
  })
})

describe('an embargo in words without a zone', () => {
  const anpa = (line: string) =>
    `\u0016\u0016\u0001V4650\u001f-----\r\nr i\u0013\u0011 BC-EU--Fire     07-15 0100\r\n\u0002^BC-EU--Fire,100<\r\n^Ferry burns<\r\n^${line}<\r\n` +
    '\t   SANDHAVN, Norway (AP) _ Two were hurt.\r\n\u0003AP-WF-07-15-24 0100GMT<\r\n\u0004'
  const iptc = (line: string) =>
    `\u0001eca0212 2 i 96  dpa 0157\r\n\r\nHarbour/ferry/fire/\r\n\u0002${line}\r\nTwo hurt =\r\n\r\n   Sandhavn (dpa) - Two were hurt.\r\n\u0003150100 GMT Jul 24\r\n\u0004`
  const nitf = (line: string) =>
    `<nitf><head><docdata management-status="embargoed"><date.issue norm="20240715T010000Z"/><doc-id id-string="1"/><ed-msg info="${line}"/></docdata></head><body><body.head><hedline><hl1>h</hl1></hedline></body.head></body></nitf>`

  it.each([
    ['ANPA 1312, where it is else Eastern time', anpa, '2024-07-15T16:30:00.000Z'],
    ['IPTC 7901, where it is else GMT', iptc, '2024-07-15T12:30:00.000Z'],
    ['NITF, where it is else London time', nitf, '2024-07-15T11:30:00.000Z'],
  ])('ends by the clock of the given zone in %s', (_format, write, without) => {
    const until = (line: string, zone: string | null) =>
      updateOf(write(line), { timeZone: zone }).particulars.embargoedUntil
    const local = 'EMBARGOED UNTIL 1230 Monday July 15'
    expect(until(local, timeZone)).toBe(moved.summer)
    expect(until(local, null)).toBe(without)
    // It moved at six in the evening of Sunday there.
    expect(until('EMBARGOED UNTIL 2130 Sunday', timeZone)).toBe('2024-07-15T04:30:00.000Z')
    const zoned = 'EMBARGOED UNTIL 1230 GMT Monday July 15'
    expect(until(zoned, timeZone)).toBe(utc.summer)
  })

  it.each([
    ['the evening of the day it moved', '2130', '2024-07-15T04:30:00.000Z'],
    ['the next morning', '0600', '2024-07-15T13:00:00.000Z'],
    ['the next evening where it has passed', '1730', '2024-07-16T00:30:00.000Z'],
  ])('and without a day is %s, whatever day it is in UTC', (_when, clock, until) => {
    for (const write of [anpa, iptc]) {
      const { particulars } = updateOf(write(`EMBARGOED UNTIL ${clock}`), { timeZone })
      expect(particulars.embargoedUntil).toBe(until)
    }
    // Eastern time as the format knows it: nine in the evening of Sunday when it moved.
    expect(updateOf(anpa('EMBARGOED UNTIL 11:30 p.m. ET')).particulars.embargoedUntil).toBe('2024-07-15T03:30:00.000Z')
  })
})
