import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from '../decode.js'
import { hintsOf } from '../testing/wire-bytes.js'
import type { WireUpdate } from '../wire-update.js'

// Real items of agencies are not ours to publish, so they stand beside the repository and not in it.
const folder = join(process.cwd(), '..', 'shared', 'fixtures')
const isHere = existsSync(join(folder, 'newsml-g2'))
const describeHere = isHere ? describe : describe.skip

const updatesIn = (format: string, file: string): readonly WireUpdate[] => {
  const result = decode(new Uint8Array(readFileSync(join(folder, format, file))), hintsOf())
  if (result.outcome === 'rejected') throw new Error(`${file}: ${result.reason}`)
  return result.updates
}

type Expected = readonly [
  provider: string, item: string | null, version: string, saidAt: string | null, trust: string, action: string, rule: string,
  urgency: number | null, slug: string | null, embargo: string | null, relations: readonly string[],
] // prettier-ignore

const expectedOf = (update: WireUpdate): Expected => {
  const { provider, item, version, saidAt, action, urgency, slug, particulars, relations, evidence } = update
  const decided = evidence.action as { readonly rule: string }
  const related = relations.map((to) => `${to.rel} ${to.item}${to.version === null ? '' : `@${to.version}`}`)
  return [
    provider, item, version, saidAt, particulars.timeTrust ?? '', action, decided.rule, urgency, slug, particulars.embargoedUntil ?? null, related,
  ] // prettier-ignore
}

/** What a careful reader finds in each file: one line an item, or the code of the rejection. */
const g2: { readonly [file: string]: readonly Expected[] | string } = {
  'newsml-g2__examples_LISTING_14_Event_sent_as_a_Concept_Item.xml': [
    ["iptc","urn:newsml:iptc.org:20160422:qqwpiruuew4711","11","2018-10-18T13:05:00.000Z","exact","advisory","kind",5,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_15_Two_Related_Events_in_a_Knowledge_Item.xml': [
    ["iptc","urn:newsml:iptc.org:20101019:qqwpiruuew4712","11","2018-10-18T13:05:00.000Z","exact","advisory","kind",5,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_16_A_Set_of_Events_carried_in_a_News_Item.xml': [
    ["iptc","urn:newsml:iptc.org:20090122:qqwpiruuew4711","11","2018-10-18T12:44:00.000Z","exact","advisory","kind",null,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_17_Planning_Item_a_CCL.xml': [
    ["iptc","urn:newsml:iptc.org:20101025:gbmrmdreis4711","11","2018-10-18T13:45:00.000Z","exact","advisory","kind",5,null,null,["associatedWith tag:example.com,2008:ART-ENT-SRV:USA20081220098658"]],
  ],
  'newsml-g2__examples_LISTING_18_Planning_Item_at_PCL.xml': [
    ["iptc","urn:newsml:iptc.org:20101025:gbmrmdreis4711","11","2018-10-18T13:45:00.000Z","exact","advisory","kind",5,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_1_A_NewsML-G2_News_Item.xml': [
    ["reuters","urn:newsml:acmenews.com:20161018:US-FINANCE-FED","11","2018-10-21T21:25:32.000Z","exact","update","signal-update",null,"US-Finance-Fed","2018-10-23T12:00:00.000Z",["seeAlso http://www.example.com/video/20081222-PNN-1517-407624/index.html"]],
  ],
  'newsml-g2__examples_LISTING_20_Planning_Item_with_delivery_at_PCL.xml': [
    ["iptc","urn:newsml:iptc.org:20101025:gbmrmdreis4711","11","2018-10-18T13:45:00.000Z","exact","advisory","kind",5,null,null,["associatedWith tag:example.com,2008:ART-ENT-SRV:USA20081220098658"]],
  ],
  'newsml-g2__examples_LISTING_24_News_Message_conveying_a_complete_News_Package.xml': [
    ["thomsonreuters.com","tag:reuters.com,2016:newsml_OVE48850O-PKG","1","2018-10-19T11:17:00.150Z","exact","new","none",null,null,null,["associatedWith N1","associatedWith N2","associatedWith N3","associatedWith N4"]],
    ["thomsonreuters.com","N1","1","2018-10-19T11:17:00.150Z","exact","new","none",null,null,null,[]],
    ["thomsonreuters.com","N2","1","2018-10-19T11:17:00.150Z","exact","new","none",null,null,null,[]],
    ["thomsonreuters.com","N3","1","2018-10-19T11:17:00.150Z","exact","new","none",null,null,null,[]],
    ["thomsonreuters.com","N4","1","2018-10-19T11:17:00.150Z","exact","new","none",null,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml': [
    ["unknown",null,"1",null,"none","new","none",null,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_28_Illustrating_Located_Subject_and_Dateline.xml': 'WIRE_NOTHING_SAID',
  'newsml-g2__examples_LISTING_29_Hop_History.xml': [
    ["reuters","urn:newsml:acmenews.com:20161019T1205:HOP-HISTORY-EXAMPLE","11","2018-10-19T20:15:00.000Z","exact","update","version",null,null,null,[]],
  ],
  'newsml-g2__examples_LISTING_2_NewsML-G2_Text_Document.xml': [
    ["acmenews.com","urn:newsml:acmenews.com:20161121:US-FINANCE-FED","11","2018-11-21T21:25:32.000Z","exact","update","version",null,"US-Finance-Fed",null,[]],
  ],
  'newsml-g2__examples_LISTING_6_Simple_NewsML-G2_Package.xml': [
    ["acmenews","tag:example.com,2008:UK-NEWS-TOPTEN:UK20081220098658","11","2018-11-17T12:30:00.000Z","exact","update","signal-update",null,null,null,["associatedWith urn:newsml:iptc.org:20081007:tutorial-item-A","associatedWith urn:newsml:iptc.org:20081007:tutorial—item-B"]],
  ],
  'newsml-g2__examples_ap_metadata_example.xml': [
    ["ap","tag:example.com,2008:407624","11","2022-04-08T12:00:00.000Z","exact","update","version",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.14_should_pass_CR00162_add_pubconstraint_to_commonpowerattributes.xml': [
    ["iptc","simplest-test","1","2020-06-22T09:00:00.000Z","exact","new","none",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.14_should_pass_CR00163_add_signal_as_child_to_remotecontent.xml': [
    ["iptc","simplest-test","1","2020-06-22T09:00:00.000Z","exact","new","none",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.18_should_pass_CR00177_partmeta_signal.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","new","none",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.24_should_pass_cr00191_eventdate_confirmation.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","advisory","kind",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.24_should_pass_cr00194_publishing_properties.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","new","none",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.27_should_pass_CR00203_signal_literal.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","new","none",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.27_should_pass_CR00204_newsline_confidence_relevance.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","new","none",null,"slug",null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.35_should_pass_CR00221_eventstatus.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","advisory","kind",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.35_should_pass_CR00221_eventstatus_uri.xml': [
    ["reuters.com","simplest-test","1","2019-09-09T08:00:00.000Z","exact","advisory","kind",null,null,null,[]],
  ],
  'newsml-g2__tests_unit_test_files_2.9_should_pass_CR00138_signal_severity.xml': [
    ["iptc","simplest-test","1","2020-06-22T09:00:00.000Z","exact","new","none",null,null,null,[]],
  ],
  'superdesk-core__ansa-newsmlg2-text.xml': [
    ["ansa.it","tag:ansa.it,2017-10-11:40e5fb1034e7e2b21942ea09718fc85a","1","2017-10-11T09:41:00.000Z","exact","new","none",5,null,null,[]],
  ],
  'superdesk-core__stt_newsml_location_test.xml': [
    ["stt","urn:newsml:stt.fi:20170131:101159380","1","2013-02-22T18:36:20.000Z","local-assumed","new","none",3,null,null,[]],
  ],
  'superdesk-core__text.xml': [
    ["reuters.com","tag:reuters.com,0000:newsml_L4N0BT5PJ","263518268","2013-03-01T15:09:04.000Z","exact","new","none",3,"SOCCER-ENGLAND/CHELSEA-BENITEZ",null,[]],
  ],
} // prettier-ignore

const newsml12: { readonly [file: string]: readonly Expected[] | string } = {
  'newsinjson__examples_NewsML_businesswire-newsml-20130515006361.xml': [
    ["businesswire.com","urn:newsml:businesswire.com:20010714:20130515006361","1","2013-05-16T04:01:00.000Z","exact","new","none",null,"TX-DELL",null,["associatedWith businesswire.com:20010714:10000001"]],
  ],
  'newsinjson__examples_NewsML_businesswire-newsml-20130605006126.xml': [
    ["businesswire.com","urn:newsml:businesswire.com:20010714:20130605006126","1","2013-06-05T21:00:00.000Z","exact","new","none",null,"CA-CAMBRIOS-TECHNOLOGIES",null,["associatedWith businesswire.com:20010714:10000001"]],
  ],
  'newsinjson__examples_NewsML_businesswire-newsml-20130612006110.xml': [
    ["businesswire.com","urn:newsml:businesswire.com:20010714:20130612006110","1","2013-06-12T15:29:00.000Z","exact","new","none",null,"ASIA-PULP-&-PAPER-GROUP",null,["associatedWith businesswire.com:20010714:10000001"]],
  ],
  'newsinjson__examples_NewsML_businesswire-newsml-20130731006140.xml': [
    ["businesswire.com","urn:newsml:businesswire.com:20010714:20130731006140","1","2013-07-31T15:32:00.000Z","exact","new","none",null,"MO-APPLEBEE’S",null,["associatedWith businesswire.com:20010714:10000001"]],
  ],
  'newsinjson__tools_xslt_afp.com_newsml1.2_sample.xml': [
    ["afp.com","urn:newsml:afp.com:20210516T080625Z:TX-PAR-WGF71","1","2021-05-16T08:06:25.000Z","exact","update","signal-update",4,"Israel-Palestinians-conflict",null,["associatedWith urn:newsml:afp.com:20210508T124951Z:doc-99j8na"]],
  ],
  'superdesk-core__afp20.xml': [
    ["afp.com","urn:newsml:afp.com:20240710:240710125902.qpsp2jzk","1","2024-07-10T12:59:02.000Z","exact","new","none",null,"procès-santé-secours",null,[]],
  ],
} // prettier-ignore

describeHere(`real NewsML items${isHere ? '' : ' (skipped: no ../shared/fixtures here)'}`, () => {
  it.each([
    ['newsml-g2', g2],
    ['newsml-1.2', newsml12],
  ] as const)('of %s are all in the table', (format, table) => {
    expect(readdirSync(join(folder, format)).filter((file) => !Object.hasOwn(table, file))).toEqual([])
  })

  it.each([...Object.entries(g2), ...Object.entries(newsml12)])('say what a careful reader finds: %s', (file, expected) => {
    const format = Object.hasOwn(g2, file) ? 'newsml-g2' : 'newsml-1.2'
    const result = decode(new Uint8Array(readFileSync(join(folder, format, file))), hintsOf())
    if (result.outcome === 'rejected') expect(result.code).toBe(expected)
    else expect(result.updates.map(expectedOf)).toEqual(expected)
    expect(result).toHaveProperty('outcome', typeof expected === 'string' ? 'rejected' : 'decoded')
  }) // prettier-ignore

  it('are read under the charset of their bytes where they declare another', () => {
    const [update] = updatesIn('newsml-1.2', 'superdesk-core__afp20.xml')
    expect(`${update?.headline} ${update?.text}`).not.toMatch(/Ã|Â|\ufffd/)
  })

  it('show no contact of an editor or a press office outside non-public notes', () => {
    for (const file of Object.keys(newsml12).filter((name) => name.includes('businesswire'))) {
      for (const update of updatesIn('newsml-1.2', file)) {
        const { edNotes = [], ...others } = update.particulars
        const secret = edNotes.filter((note) => !note.public).map(({ text }) => text)
        expect(secret.length).toBeGreaterThan(0)
        const addresses = secret.flatMap((text) => text.match(/[^\s@]+@[^\s@]+/g) ?? [])
        expect(addresses.length).toBeGreaterThan(0)
        for (const address of addresses) expect(JSON.stringify([{ ...update, particulars: {} }, others])).not.toContain(address)
      }
    }
  }) // prettier-ignore
})

const stories = isHere
  ? readdirSync(join(folder, 'newsml-1.2'))
      .filter((file) => file.includes('businesswire'))
      .flatMap((file) => {
        const story = /businesswire-newsml-\d+/.exec(file)?.[0] ?? ''
        return readdirSync(join(folder, 'ninjs'))
          .filter((name) => name.includes(story))
          .map((name) => [name, file] as const)
      })
  : []

describeHere('a story of Business Wire', () => {
  it('is there in NewsML 1.2 and in three versions of ninjs', () => {
    expect(new Set(stories.map(([name]) => /examples_(\d\.\d)/.exec(name)?.[1])).size).toBe(3)
  })

  it.each(stories)('is the same in ninjs and in NewsML 1.2: %s', (name, file) => {
    const [ninjs] = updatesIn('ninjs', name)
    const [newsml] = updatesIn('newsml-1.2', file)
    const told = (update: WireUpdate | undefined) => ({
      headline: update?.headline,
      saidAt: update?.saidAt,
      version: update?.version,
      language: update?.language,
      action: update?.action,
      // Usable is what both specifications take an item for that does not say.
      pubStatus: update?.particulars.pubStatus ?? 'usable',
    })
    expect(told(ninjs)).toEqual(told(newsml))
    // The ninjs files state no rights; nothing they may state contradicts the others.
    const [less, more] = [ninjs?.particulars.rights ?? {}, newsml?.particulars.rights ?? {}]
    const stated = Object.entries(less).filter(([, value]) => value !== null)
    expect(more).toMatchObject(Object.fromEntries(stated))
    expect(newsml?.text?.replace(/\s+/g, '')).toContain((ninjs?.text ?? 'missing').slice(0, 60).replace(/\s+/g, ''))
  })
})
