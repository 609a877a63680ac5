import type { Content } from '../content/content.js'

/**
 * The local name of the root of an XML document, also of one that is broken further on: then it is told by its first
 * start tag, so that its own format says what is wrong. Undefined where nothing begins as XML does.
 */
export const rootNameOf = (content: Content): string | undefined => {
  if (!startsWithTag(content.bytes)) return undefined
  const reading = content.xml()
  return reading.ok ? reading.root.name : firstTagIn(content.bytes)
}

const space = new Set([0x20, 0x09, 0x0a, 0x0d, 0x00, 0xef, 0xbb, 0xbf, 0xfe, 0xff])

// Before anything is parsed: most bytes are no XML at all.
const startsWithTag = (bytes: Uint8Array): boolean =>
  bytes.find((byte, index) => index > 1000 || !space.has(byte)) === 0x3c

// Names of elements are ASCII in every charset; those of UTF-16 have zeros between.
const firstTagIn = (bytes: Uint8Array): string | undefined => {
  const start = String.fromCharCode(...bytes.subarray(0, 8000)).replaceAll('\u0000', '')
  const rest = start.replace(
    /<!--[^]{0,4000}?-->|<\?[^]{0,1000}?\?>|<!DOCTYPE[^[>]{0,1000}(?:\[[^\]]{0,4000}\]\s*)?>/g,
    '',
  )
  return /<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,60})/.exec(rest)?.[1]
}
