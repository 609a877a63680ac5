import { maxItemBytes, maxLines } from './limits.js'
import { decodeLines, splitLines } from './lines.js'
import { bytesOf, hintsOf, rawBytes } from './testing/wire-bytes.js'

const update = (item: string, given: object = {}): string =>
  JSON.stringify({ provider: 'agy-a', item, headline: 'x', ...given })
const decoded = (text: string | Uint8Array, hints = {}) =>
  decodeLines(typeof text === 'string' ? bytesOf(text) : text, hintsOf(hints))
const asText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describe('an NDJSON body', () => {
  it('gives each line as its exact bytes and its update, blank lines skipped and counted', () => {
    const body = `${update('1')}\r\n\n  \t\n${update('2')}\n${update('3')}`
    const result = decoded(body)
    if (result.outcome === 'rejected') throw new Error(result.reason)
    expect(result.lines.map(({ line, bytes, update: { item } }) => [line, asText(bytes), item])).toEqual([
      [1, update('1'), '1'],
      [4, update('2'), '2'],
      [5, update('3'), '3'],
    ])
  })

  it('names each bad line and its place, and takes nothing', () => {
    const body = [
      update('1'),
      update('2', { action: 'go' }),
      '{"provider": }',
      update('4', { headline: 5, saidAt: 'x' }),
    ].join('\n')
    expect(decoded(body)).toMatchObject({
      outcome: 'rejected',
      code: 'WIRE_FIELDS',
      problems: [
        { path: '/2/action' },
        { path: '/3', message: expect.stringMatching(/^column 14: /) },
        { path: '/4/saidAt' },
        { path: '/4/headline' },
      ],
    })
  })

  it('names the line of bytes that are no UTF-8', () => {
    expect(decoded(rawBytes(update('1'), '\n"', 0xff, '"'))).toMatchObject({
      code: 'WIRE_ENCODING',
      problems: [{ path: '/2', message: expect.stringMatching(/^byte 1: /) }],
    })
  })

  it('keeps warnings with their line', () => {
    const result = decoded(`${update('1')}\n${update('2', { claims: [{ fact: '?', value: 1 }] })}`)
    expect(result).toMatchObject({ lines: [{ warnings: [] }, { warnings: [expect.stringMatching(/^claims\[0\]: /)] }] })
  })

  it('takes headers as defaults of every line', () => {
    expect(
      decoded('{"item":"1","headline":"x"}\n{"item":"2","headline":"y"}', { provider: 'agy-b', incident: 'i' }),
    ).toMatchObject({
      lines: [{ update: { provider: 'agy-b', incident: 'i' } }, { update: { provider: 'agy-b', incident: 'i' } }],
    })
  })

  it.each([
    ['nothing', '', 'WIRE_EMPTY'],
    ['blank lines', '\n \r\n\t', 'WIRE_EMPTY'],
    ['a line that is a list', '[]', 'WIRE_FIELDS'],
    ['bare text', 'shootings continue', 'WIRE_JSON_SYNTAX'],
    ['more lines than one request may have', `${update('1')}\n`.repeat(maxLines + 1), 'WIRE_TOO_MANY_LINES'],
    ['a line of too many bytes', `"${'a'.repeat(maxItemBytes)}"`, 'WIRE_TOO_LARGE'],
  ])('refuses %s', (_what, body, code) => {
    expect(decoded(body)).toMatchObject({ outcome: 'rejected', code })
  })

  it('refuses bad headers before looking at lines', () => {
    expect(decoded(update('1'), { provider: '!' })).toMatchObject({
      code: 'WIRE_HEADER',
      problems: [{ path: 'wire-provider' }],
    })
  })

  it('takes as many lines as one request may have', () => {
    expect(decoded(`${update('1')}\n`.repeat(maxLines))).toMatchObject({ outcome: 'decoded' })
  })

  it('splits without copying', () => {
    const bytes = bytesOf('a\nb\n')
    expect(splitLines(bytes).map(({ bytes: { buffer } }) => buffer === bytes.buffer)).toEqual([true, true])
  })
})
