import { stripVTControlCharacters } from 'node:util'
import type { SourceAnswer } from '../doors/answers.js'
import { sourceLines } from './source-lines.js'

const source: SourceAnswer = {
  ...{ name: 'drop', kind: 'folder', provider: 'agy-a', state: 'running', silent: false },
  ...{ lagSeconds: 0, items: 1200, quarantined: 0, missingNumbers: 0, failures: 0 },
  ...{ lastItemAt: '2026-11-25T12:00:00.000Z', lastSuccessAt: null, lastError: null, nextPollAt: null },
}
const told = (...sources: SourceAnswer[]): string[] => sourceLines(sources, 120).map(stripVTControlCharacters)

test('a source is one line, and what fails says why', () => {
  const lastError = { code: 'SOURCE_STATUS', message: 'https://news.example/feed answered 503', at: '' }
  const feed = { ...source, name: 'news', kind: 'feed', state: 'failing', silent: true, quarantined: 2, missingNumbers: 3, lastItemAt: null, lagSeconds: null, lastError } // prettier-ignore
  expect(told(source, feed)).toEqual([
    'drop  folder  running  1,200 items  last item 2026-11-25 12:00:00Z  lag 0.0 s',
    'news  feed  failing, silent  1,200 items  2 in quarantine  3 message numbers missing  last item -',
    '      SOURCE_STATUS: https://news.example/feed answered 503',
  ])
})
