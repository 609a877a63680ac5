import { decode } from './decode.js'
import { splitLines } from './lines.js'
import { describeWith, realFilesOf } from './testing/real-files.js'
import { hintsOf } from './testing/wire-bytes.js'

// A schema, a file that is no JSON, and one whose only member beside the identity is made up.
const noItems = /extension-schema|1\.3_should_fail_006_bad_genre|3\.0_should_fail_001_bad_toplevel/

const ninjs = realFilesOf('ninjs')
describeWith(ninjs)(
  `real ninjs items${ninjs.length === 0 ? ' (skipped: no ../shared/fixtures/ninjs here)' : ''}`,
  () => {
    it.each(ninjs.map(([file, bytes]) => [file, bytes] as const))('decode: %s', (file, bytes) => {
      const result = decode(bytes, hintsOf())
      if (noItems.test(file)) {
        expect(result.outcome).toBe('rejected')
        return
      }
      expect(result).toMatchObject({ outcome: 'decoded', format: 'ninjs' })
      if (result.outcome === 'decoded') for (const update of result.updates) expect(update.item).not.toBeNull()
    })

    it('say the same in every branch of ninjs that holds the same story', () => {
      const stories = new Map<string, Set<string>>()
      for (const [file, bytes] of ninjs.filter(([name]) => name.includes('businesswire'))) {
        const result = decode(bytes, hintsOf())
        if (result.outcome === 'rejected') throw new Error(`${file}: ${result.reason}`)
        for (const { item, version, saidAt, headline, text, language } of result.updates) {
          const story = stories.get(item ?? '') ?? new Set()
          stories.set(item ?? '', story.add(JSON.stringify([version, saidAt, headline, text, language])))
        }
      }
      expect([...stories.values()].map(({ size }) => size)).toEqual([...stories.keys()].map(() => 1))
    })
  },
)

const text = realFilesOf('plain-text')
describeWith(text)(
  `real plain text${text.length === 0 ? ' (skipped: no ../shared/fixtures/plain-text here)' : ''}`,
  () => {
    it.each(text.map(([file, bytes]) => [file, bytes] as const))(
      'decodes where no charset is declared: %s',
      (_file, bytes) => {
        for (const contentType of ['text/plain', null]) {
          const result = decode(bytes, hintsOf({ contentType }))
          expect(result).toMatchObject({ outcome: 'decoded', format: 'text' })
        }
      },
    )

    it.each(text.map(([file, bytes]) => [file, bytes] as const))('decodes under its charset: %s', (_file, bytes) => {
      const result = decode(bytes, hintsOf({ contentType: 'text/plain; charset=windows-1252' }))
      expect(result).toMatchObject({ outcome: 'decoded', format: 'text' })
      if (result.outcome === 'decoded') expect(result.updates[0]?.text).not.toContain('\ufffd')
    })
  },
)

// Read by eye from the files: header, slug line, labels and last line.
const teleprinted: readonly (readonly [format: string, file: string, expected: object])[] = [
  [
    'anpa-1312',
    'superdesk-core__anpa-1.tst',
    {
      provider: 'ap', item: 'W2870-2013-11-13', version: '1', saidAt: '2013-11-13T15:09:00.000Z', action: 'new', urgency: 1, relations: [],
      slug: 'BC-LT--Argentina-Cancer Beauty', particulars: { slugBase: 'Argentina-Cancer Beauty', timeTrust: 'minute', priorityRaw: 'f' },
    },
  ],
  [
    'anpa-1312',
    'superdesk-core__ap_anpa-1.tst',
    {
      provider: 'ap', item: 'z6715-2016-02-20', version: '1', saidAt: '2016-02-20T03:37:00.000Z', action: 'update', urgency: 4, relations: [],
      slug: 'BC-BKN--Heat-Hawks, 1st Ld-Writethru', particulars: { slugBase: 'Heat-Hawks', take: { kind: 'lead', ordinal: 1 }, byline: 'CHARLES ODUM' },
      evidence: { action: { field: 'slug', value: '1st Ld-Writethru' } },
    },
  ],
  [
    'anpa-1312',
    'superdesk-core__ap_anpa-2.tst',
    {
      provider: 'ap', item: 'z9631-2016-05-17', version: '1', saidAt: '2016-05-17T06:20:00.000Z', action: 'new', urgency: 4, relations: [],
      slug: 'BC-BBO--Baseball Expanded Glance', particulars: { slugBase: 'Baseball Expanded Glance' },
    },
  ],
  [
    'iptc-7901',
    'superdesk-core__IPTC7901.txt',
    {
      provider: 'dpa', item: 'dpa061-2013-11-13', version: '1', saidAt: '2013-11-13T11:37:00.000Z', action: 'new', urgency: 4, relations: [],
      slug: 'Germany-politics/', particulars: { slugBase: 'Germany-politics', messageNumber: 'dpa 061', dateline: { place: 'Berlin' } },
    },
  ],
  [
    'iptc-7901',
    'superdesk-core__dpa_two_line.txt',
    {
      provider: 'dpa', item: 'dpa1888-2018-11-21', version: '1', saidAt: '2018-11-21T21:01:00.000Z', action: 'update', urgency: 3, relations: [],
      slug: 'Yemen/conflict/', particulars: { headlineTags: ['EXTRA'], take: { kind: 'extra', ordinal: null } },
      evidence: { action: { field: 'label', value: 'EXTRA' } },
    },
  ],
] // prettier-ignore

const teleprintedFiles = teleprinted.flatMap(([format, file, expected]) =>
  realFilesOf(format)
    .filter(([name]) => name === file)
    .map(([, bytes]) => [format, file, bytes, expected] as const),
)
describeWith(teleprintedFiles)(
  `real teleprinter wires${teleprintedFiles.length === 0 ? ' (skipped: none in ../shared/fixtures here)' : ''}`,
  () => {
    it.each(teleprintedFiles)('of %s say what the eye reads: %s', (format, _file, bytes, expected) => {
      for (const contentType of [null, 'text/plain']) {
        const result = decode(bytes, hintsOf({ contentType }))
        expect(result).toMatchObject({ outcome: 'decoded', format, updates: [expected], warnings: [] })
        if (result.outcome === 'rejected') return
        expect(result.updates[0]?.particulars.pubStatus).toBeUndefined()
        const shown = { ...result.updates[0], particulars: { ...result.updates[0]?.particulars, edNotes: [] } }
        expect(JSON.stringify(shown)).not.toMatch(/Joseph Nasr|englishservice|With AP Photos|[\u0001-\u0008]/)
      }
    })
  },
)

const story = realFilesOf('banjska').filter(([file]) => file.endsWith('.ndjson'))
describeWith(story)(
  `the Banjska story${story.length === 0 ? ' (skipped: no ../shared/fixtures/banjska here)' : ''}`,
  () => {
    it.each(story.map(([file, bytes]) => [file, bytes] as const))(
      'decodes line by line without a warning: %s',
      (_file, bytes) => {
        for (const line of splitLines(bytes).filter(
          ({ bytes: line }) => !new TextDecoder().decode(line).includes('"command"'),
        )) {
          expect(decode(line.bytes, hintsOf())).toMatchObject({
            outcome: 'decoded',
            format: 'wireledger',
            warnings: [],
          })
        }
      },
    )
  },
)
