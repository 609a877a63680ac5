import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decode } from './decode.js'
import { describeWith, realFilesOf } from './testing/real-files.js'
import { hintsOf } from './testing/wire-bytes.js'
import type { Decoded, Rejected, WireUpdate } from './wire-update.js'

const here = dirname(fileURLToPath(import.meta.url))

// What a reader finds in each real file, a line an item: provider, item, version, said at, action by rule, urgency,
// relations, slug, embargo. Of more than four items the first three and their number.
const expectedOf = (folder: string): ReadonlyMap<string, readonly string[]> => {
  const rows = new Map<string, string[]>()
  for (const line of readFileSync(join(here, 'testing', 'expected', `${folder}.tsv`), 'utf8').split('\n')) {
    const [file = '', ...columns] = line.split('\t')
    if (file !== '') rows.set(file, [...(rows.get(file) ?? []), columns.join('\t')])
  }
  return rows
}

const rowOf = (update: WireUpdate): string =>
  [
    update.provider,
    update.item,
    update.version,
    update.saidAt,
    `${update.action} by ${(update.evidence['action'] as { rule: string }).rule}`,
    update.urgency,
    update.relations.map(({ rel, item }) => `${rel} ${item}`).join(', '),
    update.slug,
    update.particulars.embargoedUntil,
  ]
    .map((value) => (value === null || value === undefined || value === '' ? '-' : String(value)))
    .join('\t')

const rowsOf = (result: Decoded | Rejected): readonly string[] => {
  if (result.outcome === 'rejected') return [`rejected\t${result.code}\t${result.problems[0]?.path ?? ''}`]
  const rows = result.updates.map(rowOf)
  return rows.length > 4 ? [...rows.slice(0, 3), `${rows.length} in all`] : rows
}

describe.each(['ninjs'])('the real files of %s', (folder) => {
  const files = realFilesOf(folder)
  describeWith(files)('where they are at hand', () => {
    const expected = expectedOf(folder)

    it.each(files)('say what a reader reads in them: %s', (file, bytes) => {
      expect(rowsOf(decode(bytes, hintsOf()))).toEqual(expected.get(file))
    })

    it('are all in the list', () => {
      expect([...expected.keys()].toSorted()).toEqual(files.map(([file]) => file).toSorted())
    })
  })
})
