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
    it.each(text.map(([file, bytes]) => [file, bytes] as const))('decodes under its charset: %s', (_file, bytes) => {
      const result = decode(bytes, hintsOf({ contentType: 'text/plain; charset=windows-1252' }))
      expect(result).toMatchObject({ outcome: 'decoded', format: 'text' })
      if (result.outcome === 'decoded') expect(result.updates[0]?.text).not.toContain('\ufffd')
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
