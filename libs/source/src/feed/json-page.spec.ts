import { describe, expect, it, test } from '@jest/globals'
import fc from 'fast-check'
import { jsonPage } from './json-page.js'

const page = (text: string) => jsonPage(Buffer.from(text))

describe('a page of JSON taken apart', () => {
  it('gives each item as the page with the others cut out, its bytes as they came', () => {
    const found = page(
      '{"a": [1], "data": {"next_page": "/n?x=1", "items": [ {"n": 1.0, "s": "\\u00e9]"} , {"n":1e400} ]}}',
    )
    expect(found?.next).toBe('/n?x=1')
    expect(found?.entries.map(({ bytes }) => bytes().toString())).toEqual([
      '{"a": [1], "data": {"next_page": "/n?x=1", "items": [ {"n": 1.0, "s": "\\u00e9]"} ]}}',
      '{"a": [1], "data": {"next_page": "/n?x=1", "items": [ {"n":1e400} ]}}',
    ])
  })

  test.each([
    ['items at the top, and next_url', '{"items":[{"a":1}],"next_url":"n"}', 1, 'n'],
    ['a byte order mark', '\ufeff{"items":[1,2]}', 2, null],
    ['no items', '{"data":{"items":[],"next_page_url":"n"}}', 0, 'n'],
    ['the last of two members of one name', '{"items":[1],"items":[1,2,3]}', 3, null],
    ['an empty next', '{"items":[],"next_page":""}', 0, null],
  ])('%s', (_, text, count, next) => {
    expect(page(text)).toMatchObject({ entries: { length: count }, next })
  })

  test.each(['', '[]', '{}', '{"items":{}}', '{"items":[1', 'null', '<rss/>'])('%j is no page', (text) => {
    expect(page(text)).toBeNull()
  })

  it('recognises an AP item by its etag, because addresses in it change with every query', () => {
    const item = (query: string, etag: string) =>
      page(
        `{"data":{"items":[{"meta":{},"item":{"uri":"https://x/1?qt=${query}","altids":{"itemid":"i","etag":"${etag}"}}}]}}`,
      )?.entries[0]?.digest
    expect(item('a', 'e1')).toBe(item('b', 'e1'))
    expect(item('a', 'e1')).not.toBe(item('a', 'e2'))
  })

  it('cuts out exactly one item of any page', () => {
    const pages = fc.record({ other: fc.json(), items: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 6 }) })
    fc.assert(
      fc.property(pages, fc.constantFrom(0, 1, 3), ({ other, items }, indent) => {
        const text = JSON.stringify({ before: other, data: { items, after: '"]' } }, null, indent)
        const found = page(text)?.entries.map(({ bytes }) => JSON.parse(bytes().toString()) as unknown)
        const plain = JSON.parse(JSON.stringify(items)) as unknown[]
        expect(found).toEqual(plain.map((item) => ({ before: other, data: { items: [item], after: '"]' } })))
      }),
    )
  })
})
