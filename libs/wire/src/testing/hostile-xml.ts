import fc from 'fast-check'
import { rejectionCodes } from '../codes.js'
import { decode } from '../decode.js'
import type { Decoded, Rejected } from '../wire-update.js'
import { mostMilliseconds } from './hostile.js'
import { bytesOf, hintsOf } from './wire-bytes.js'

/** Documents that mean harm, made of a good one of some format; each with what it is. */
export const hostileXml = (good: string): readonly (readonly [string, Uint8Array])[] => {
  const [start = '', rest = ''] = splitAtRoot(good)
  const name = /^<([\w:.-]+)/.exec(rest)?.[1] ?? 'x'
  const withDoctype = (inside: string, body: string) => `<!DOCTYPE ${name} [${inside}]>${body}`
  const inRoot = (text: string) => rest.replace(/>/, () => `>${text}`)
  const pad = 'a'.repeat(1000)
  return [
    ['an external entity', withDoctype('<!ENTITY e SYSTEM "file:///etc/passwd">', inRoot('&e;'))],
    ['an external parameter entity', withDoctype('<!ENTITY % e SYSTEM "http://127.0.0.1:1/e.dtd"> %e;', rest)],
    ['a billion laughs', withDoctype(laughs, inRoot('&l9;'))],
    ['two roots', `${start}${rest}${rest}`],
    ['junk after the root', `${start}${rest}junk`],
    ['another document after the root', `${good}<?xml version="1.0"?><a/>`],
    ['no end', good.slice(0, Math.floor(good.length * 0.7))],
    ['deep nesting', `${start}${inRoot('<a>'.repeat(50_000))}`],
    ['deep nesting that is closed', `${start}${inRoot(`${'<a>'.repeat(400)}${'</a>'.repeat(400)}`)}`],
    ['a megabyte of attributes', `${start}${inRoot(`<a ${Array.from({ length: 20_000 }, (_v, at) => `b${at}="${pad.slice(0, 20)}"`).join(' ')}/>`)}`],
    ['one attribute of a megabyte', `${start}${inRoot(`<a b="${pad.repeat(900)}"/>`)}`],
    ['many empty elements', `${start}${inRoot('<a/>'.repeat(100_000))}`],
    ['one text of a megabyte', `${start}${inRoot(pad.repeat(900))}`],
    ['a comment without end', `${start}<!-- ${rest}`],
    ['CDATA without end', `${start}${inRoot('<![CDATA[')}`],
    ['a control character', `${start}${inRoot('\u0001')}`],
    ['a reference to U+0000', `${start}${inRoot('&#0;')}`],
    ['half a surrogate pair', `${start}${inRoot('&#xD800;')}`],
  ].map(([what = '', text = '']) => [what, bytesOf(text)] as const).concat([
    ['UTF-16 without a mark', Uint8Array.from([...good].flatMap((character) => [character.charCodeAt(0) & 0xff, character.charCodeAt(0) >> 8]))],
    ['bytes of no charset it declares', Uint8Array.from(bytesOf(good), (byte, at) => (at > 200 && at % 97 === 0 ? 0xff : byte))],
  ]) // prettier-ignore
}

const splitAtRoot = (text: string): readonly [string, string] => {
  const at = text.search(/<[A-Za-z]/)
  return [text.slice(0, at), text.slice(at)]
}

const laughs =
  Array.from({ length: 9 }, (_v, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('') +
  '<!ENTITY l0 "ha">'

/** Decodes bytes and gives the answer with the CPU time it took; the best of a few, for code that is not warm yet. */
export const timedDecode = (
  bytes: Uint8Array,
): { readonly result: Decoded | Rejected; readonly milliseconds: number } => {
  let result: Decoded | Rejected | undefined
  let milliseconds = Infinity
  for (let tries = 0; tries < 5 && (result === undefined || milliseconds > mostMilliseconds); tries++) {
    const before = process.cpuUsage()
    result = decode(bytes, hintsOf())
    const { user, system } = process.cpuUsage(before)
    milliseconds = Math.min(milliseconds, (user + system) / 1000)
  }
  return { result: result ?? decode(bytes, hintsOf()), milliseconds }
}

/** Whether a result is one that may be: updates, or one rejection that says why and names the place. */
export const isAnswer = (result: Decoded | Rejected): boolean => {
  if (result.outcome === 'decoded') return result.updates.length > 0
  return (
    result.code !== 'WIRE_DECODER_FAILED' &&
    Object.hasOwn(rejectionCodes, result.code) &&
    result.reason !== '' &&
    result.problems.length > 0 &&
    (!result.code.startsWith('WIRE_XML') || /^line \d+, column \d+$/.test(result.problems[0]?.path ?? ''))
  )
}

/** A document of the given names, with any nesting, attributes and texts. */
export const anyXml = (
  names: readonly string[],
  attributes: readonly string[],
  texts: readonly string[],
): fc.Arbitrary<string> => {
  const text = fc.constantFrom(...texts, '', ' ', 'x', '&amp;', '<![CDATA[<p>x</p>]]>', '<!-- c -->')
  const attribute = fc
    .tuple(fc.constantFrom(...attributes), fc.constantFrom(...texts, '', '0', '1'))
    .map(([name, value]) => ` ${name}="${value}"`)
  const { element } = fc.letrec<{ element: string }>((tie) => ({
    element: fc
      .tuple(
        fc.constantFrom(...names),
        fc.uniqueArray(attribute, { maxLength: 4, selector: (value) => value.split('=')[0] }),
        fc.oneof(
          { maxDepth: 6 },
          text,
          fc.array(fc.oneof(tie('element'), text), { maxLength: 5 }).map((inside) => inside.join('')),
        ),
      )
      .map(([name, given, inside]) => `<${name}${given.join('')}>${inside}</${name}>`),
  }))
  return element
}
