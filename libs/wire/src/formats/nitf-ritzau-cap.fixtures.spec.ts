import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../decode.js'
import { hintsOf } from '../testing/wire-bytes.js'
import type { WireUpdate } from '../wire-update.js'

// Real items of agencies are not ours to publish, so they stand beside the repository and not in it.
const folder = join(process.cwd(), '..', 'shared', 'fixtures')
const filesOf = (format: string): readonly string[] =>
  existsSync(join(folder, format)) ? readdirSync(join(folder, format)).map((file) => join(folder, format, file)) : []

const files = ['nitf', 'ritzau-xml', 'cap'].flatMap(filesOf)
const fileOf = (ending: string): string => files.find((file) => file.endsWith(ending)) ?? ''
const read = (file: string) => decode(new Uint8Array(readFileSync(file)), hintsOf())
const updatesOf = (ending: string): readonly WireUpdate[] => {
  const result = read(fileOf(ending))
  if (result.outcome === 'rejected') throw new Error(`${ending}: ${result.reason}`)
  return result.updates
}

/** As a reader of the file would answer: provider, item, version, saidAt, action, urgency, level. */
type Row = readonly [string, string, string, string, string, string, number | null, string | undefined]

const usgs = 'http://earthquake.usgs.gov/research/monitoring/anss/neic/'
const rows: readonly Row[] = [
  ['NTB_nitf_sample.xml', 'ntb', 'NTB5df9281a-a270-4dc5-a618-869bbc3bbca7_00', '1', '2021-05-16T09:00:04.000Z', 'new', 5, 'routine'],
  ['superdesk-core__aap.xml', 'aap', 'AAP.115314987.5417374', '1', '2013-10-20T08:27:51.000Z', 'new', 5, 'routine'],
  ['superdesk-core__pa1.xml', 'pa', 'af1f7ad5-5619-49de-84cc-2e608538c77fSSS-3-1', '1', '2015-10-14T03:30:01.000Z', 'new', 4, 'routine'],
  ['testdata_australia.cap', 'webmaster-rfs.nsw.gov.au', 'webmaster@rfs.nsw.gov.au,tag:www.rfs.nsw.gov.au2011-10-06:40184,2011-10-05T23:04:00+10:00', '1', '2011-10-05T13:04:00.000Z', 'new', 6, 'deferred'],
  ['testdata_canada_errors.cap', 'cap-ec.gc.ca', 'cap@ec.gc.ca,2.49.0.1.124.6bddbc91.2012,2012-05-02T23:21:04-00:00', '1', '2012-05-02T23:21:04.000Z', 'update', 7, 'deferred'],
  ['testdata_canada_signed.cap', 'cap-pac-ec.gc.ca', 'cap-pac@ec.gc.ca,2.49.0.1.124.f2c83f5f.2013,2013-01-24T21:26:00-00:00', '1', '2013-01-24T21:26:00.000Z', 'update', 6, 'deferred'],
  ['testdata_earthquake-iso8859-1.cap', 'http-earthquake.usgs.gov-research-monitoring-anss-neic', `${usgs},USGS-earthquakes-usB000D5T4.3947362.7.20121014T225304.360Z.0,2012-10-14T22:53:04+00:00`, '1', '2012-10-14T22:53:04.000Z', 'new', 5, 'routine'],
  ['testdata_earthquake.cap', 'http-earthquake.usgs.gov-research-monitoring-anss-neic', `${usgs},USGS-earthquakes-us2010apcd.6.20100831T000925.496Z,2010-08-31T00:09:25-05:00`, '1', '2010-08-31T05:09:25.000Z', 'new', 5, 'routine'],
  ['testdata_earthquake_signed.cap', 'http-www.cisn.org-ncmc.html', 'http://www.cisn.org/ncmc.html,USGS-earthquakes-nc71635010.28103893.20110906T171538.586Z,2011-09-06T17:15:38+00:00', '1', '2011-09-06T17:15:38.000Z', 'new', 5, 'routine'],
  ['testdata_no_optional_fields.cap', 'http-earthquake.usgs.gov-research-monitoring-anss-neic', `${usgs},USGS-earthquakes-us2010apcd.6.20100831T000925.496Z,2010-08-31T00:09:25-05:00`, '1', '2010-08-31T05:09:25.000Z', 'new', null, undefined],
  ['testdata_noaa_errors.cap', 'w-nws.webmaster-noaa.gov', 'w-nws.webmaster@noaa.gov,NOAA-NWS-ALERTS-NV20110710035200FloodWarning20110812031500NV.LKNFLWLKN.b246748c7bbfa7c65ae9b960569510dd,2011-07-09T20:52:00-07:00', '1', '2011-07-10T03:52:00.000Z', 'new', null, undefined],
  ['testdata_wcatwc-warning.cap', 'http-newwcatwc.arh.noaa.gov-tsuportal', 'http://newwcatwc.arh.noaa.gov/tsuPortal/,PAAQ-2-lqw6d6,2011-09-02T11:36:50-00:00', '1', '2011-09-02T11:36:50.000Z', 'update', 1, 'flash'],
  ['testdata_weather.cap', 'w-nws.webmaster-noaa.gov', 'w-nws.webmaster@noaa.gov,NOAA-NWS-ALERTS-MT20100830100700TFXFlashFloodWatchTFX20100830180000MT,2010-08-30T04:07:00-06:00', '1', '2010-08-30T10:07:00.000Z', 'new', 5, 'routine'],
  ['examples_thunderstorm.cap', 'ksto-nws.noaa.gov', 'KSTO@NWS.NOAA.GOV,KSTO1055887203,2003-06-17T14:57:00-07:00', '1', '2003-06-17T21:57:00.000Z', 'new', 2, 'alert'],
  ['war_examples_43b080713727.cap', 'hsas-dhs.gov', 'hsas@dhs.gov,43b080713727,2003-04-02T14:39:01-05:00', '1', '2003-04-02T19:39:01.000Z', 'new', 2, 'alert'],
  ['war_examples_KAR0-0306112239-SW.cap', 'karo-clets.doj.ca.gov', 'KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00', '1', '2003-06-12T05:39:00.000Z', 'new', 2, 'alert'],
  ['cap_amber_alert_example.xml', 'karo-clets.doj.ca.gov', 'KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00', '1', '2003-06-12T05:39:00.000Z', 'new', 2, 'alert'],
  ...['v1dot0', 'v1dot1', 'v1dot2'].flatMap((version): Row[] => [
    [`${version}_appendix_adot1.xml`, 'hsas-dhs.gov', 'hsas@dhs.gov,43b080713727,2003-04-02T14:39:01-05:00', '1', '2003-04-02T19:39:01.000Z', 'new', 2, 'alert'],
    [`${version}_appendix_adot2.xml`, 'ksto-nws.noaa.gov', 'KSTO@NWS.NOAA.GOV,KSTO1055887203,2003-06-17T14:57:00-07:00', '1', '2003-06-17T21:57:00.000Z', 'new', 2, 'alert'],
    [`${version}_appendix_adot3.xml`, 'trinet-caltech.edu', `trinet@caltech.edu,TRI13970876.${version === 'v1dot2' ? 2 : 1},2003-06-11T20:56:00-07:00`, '1', '2003-06-12T03:56:00.000Z', version === 'v1dot2' ? 'update' : 'new', 7, 'deferred'],
    [`${version}_appendix_adot4.xml`, 'karo-clets.doj.ca.gov', 'KARO@CLETS.DOJ.CA.GOV,KAR0-0306112239-SW,2003-06-11T22:39:00-07:00', '1', '2003-06-12T05:39:00.000Z', 'new', 2, 'alert'],
  ]),
] // prettier-ignore

const several = ['ritzau_feed.xml', 'bushfire.edxlde']
const noAlert = 'CAP-v1.2.xsd'

const describeHere = files.length === 0 ? describe.skip : describe
describeHere(
  `real NITF, Ritzau XML and CAP${files.length === 0 ? ' (skipped: no ../shared/fixtures here)' : ''}`,
  () => {
    it('are all told of here', () => {
      const told = [...rows.map(([file]) => file), ...several, noAlert]
      expect(files.filter((file) => !told.some((ending) => file.endsWith(ending)))).toEqual([])
    })

    it.each(rows)('%s', (file, provider, item, version, saidAt, action, urgency, level) => {
      const [update, ...others] = updatesOf(file)
      expect(others).toEqual([])
      expect(update).toMatchObject({ provider, item, version, saidAt, action, urgency })
      expect(update?.particulars.level).toBe(level)
    })

    it('have the slug, the expiry and the embargo that they say, and no embargo where they say none', () => {
      expect(updatesOf('aap.xml')[0]?.slug).toMatch(/^Monitor /)
      expect(updatesOf('aap.xml')[0]?.particulars.expires).toBe('2013-11-19T08:27:51.000Z')
      expect(updatesOf('pa1.xml')[0]?.slug).toMatch(/^1 SPORT /)
      expect(updatesOf('NTB_nitf_sample.xml')[0]).toMatchObject({
        slug: 'india-korona-bygd',
        particulars: { timeTrust: 'local-assumed' },
      })
      for (const [file] of rows) {
        const [update] = updatesOf(file)
        expect(update?.particulars).not.toHaveProperty('embargoedUntil')
        expect(update?.slug === null).toBe(update?.format === 'cap')
      }
    })

    it('relate to what they refer to', () => {
      const relationsOf = (file: string) => updatesOf(file)[0]?.relations.map(({ rel, item }) => `${rel} ${item}`)
      expect(relationsOf('canada_signed.cap')).toHaveLength(9)
      expect(relationsOf('canada_signed.cap')?.[0]).toBe(
        'supersedes cap-pac@ec.gc.ca,2.49.0.1.124.726d2331.2013,2013-01-23T21:31:00-00:00',
      )
      expect(relationsOf('wcatwc-warning.cap')).toEqual(['supersedes PAAQ,PAAQ-1-lqw6d6,2011-09-02T10:55:55-00:00'])
      expect(relationsOf('v1dot2_appendix_adot3.xml')).toEqual([
        'supersedes trinet@caltech.edu,TRI13970876.1,2003-06-11T20:30:00-07:00',
      ])
      for (const file of ['canada_errors.cap', 'noaa_errors.cap', 'aap.xml', 'pa1.xml'])
        expect(relationsOf(file)).toEqual([])
    })

    it('say that an event has ended, or do not', () => {
      const ended = rows.map(([file]) => file).filter((file) => updatesOf(file)[0]?.particulars.eventEnded === true)
      expect(ended).toEqual(['testdata_canada_errors.cap'])
      expect(updatesOf('wcatwc-warning.cap')[0]?.particulars.eventNames).toEqual(['lqw6d6'])
    })

    it('give every news and every alert of one file', () => {
      expect(updatesOf('ritzau_feed.xml')).toMatchObject([
      { provider: 'ritzau', item: '83e4e779-e3b7-46da-b061-34ab92bc6ec4', version: '1', saidAt: '2018-02-01T17:44:52.973Z', action: 'new', urgency: 5, slug: null },
      { provider: 'ritzau', item: '4b9c198d-d6ec-4a7f-a4e9-551d9a5cba13', version: '1', saidAt: '2018-02-01T17:38:49.417Z', action: 'new', urgency: 4, slug: null },
    ]) // prettier-ignore
      const alerts = updatesOf('bushfire.edxlde')
      expect(new Set(alerts.map(({ item }) => item)).size).toBe(7)
      expect(alerts.map(({ action }) => action)).toEqual(alerts.map(() => 'new'))
    })

    it('speak one of their languages, and have the words of all', () => {
      const [amber] = updatesOf('cap_amber_alert_example.xml')
      expect(amber).toMatchObject({ language: 'en-US', particulars: { places: [{}, {}] } })
      const inSpanish = decode(
        new Uint8Array(readFileSync(fileOf('cap_amber_alert_example.xml'))),
        hintsOf({ language: 'es' }),
      )
      expect(inSpanish).toMatchObject({ updates: [{ language: 'es-US' }] })
      expect(updatesOf('canada_signed.cap')[0]?.text).toMatch(/snow[^]*neige/)
    })

    it('are refused where they are none of the kind', () => {
      expect(read(fileOf(noAlert))).toMatchObject({ outcome: 'rejected', code: 'WIRE_UNRECOGNISED' })
    })

    it('leave no contact in what is public', () => {
      for (const [file] of rows) {
        const [update] = updatesOf(file)
        const hidden = update?.particulars.edNotes?.filter((note) => !note.public && note.role === 'contact') ?? []
        for (const { text } of hidden)
          expect(`${update?.text ?? ''} ${update?.headline ?? ''} ${JSON.stringify(update?.evidence)}`).not.toContain(
            text,
          )
      }
    })
  },
)
