import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decode } from '../decode.js'
import { contentOf } from '../content/content.js'
import { mediaTypeOf } from '../content/media-type.js'
import { providerPattern } from '../names.js'
import { hintsOf } from '../testing/wire-bytes.js'
import type { Decoded, Hints, WireUpdate } from '../wire-update.js'
import { formats } from './registry.js'

const here = dirname(fileURLToPath(import.meta.url))

type Sample = { name: string; bytes: Uint8Array; hints: Hints; decoded: Decoded }

const samplesOf = (format: string): Sample[] => {
  const folder = join(here, format, 'samples')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.includes('.input.'))
    .map((file) => {
      const name = file.slice(0, file.indexOf('.input.'))
      const expected = JSON.parse(readFileSync(join(folder, `${name}.expected.json`), 'utf8')) as {
        hints: Partial<Hints>
        decoded: Decoded
      }
      return {
        name,
        bytes: new Uint8Array(readFileSync(join(folder, file))),
        hints: hintsOf(expected.hints),
        decoded: expected.decoded,
      }
    })
}

const hostile = [0x00, 0x22, 0x3c, 0x5b, 0x7b, 0x80, 0xff]

describe('the registry of formats', () => {
  it('names each format and each content type once', () => {
    const names = formats.map(({ name }) => name)
    const types = formats.flatMap(({ mediaTypes }) => mediaTypes)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(types).size).toBe(types.length)
    expect(types).toEqual(types.map((type) => mediaTypeOf(`${type}; charset=utf-8`)?.essence))
  })

  it('tries formats that nearly anything fits last', () => {
    const firstWeak = formats.findIndex(({ weak }) => weak)
    expect(formats.slice(firstWeak).every(({ weak }) => weak)).toBe(true)
  })
})

describe.each(formats.map((format) => [format.name, format] as const))('the format %s', (name, format) => {
  const samples = samplesOf(name)

  it('has samples of its own', () => {
    expect(samples.length).toBeGreaterThan(1)
  })

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'decodes the sample %s to what is expected',
    (_name, sample) => {
      expect(decode(sample.bytes, sample.hints)).toEqual(sample.decoded)
      expect(sample.decoded.format).toBe(name)
    },
  )

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'recognises the sample %s, and no format before it does',
    (_name, sample) => {
      const content = contentOf(sample.bytes, mediaTypeOf(sample.hints.contentType))
      expect(formats.find((other) => other.recognises(content))?.name).toBe(name)
    },
  )

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'gives %s as well-formed updates, the same each time',
    (_name, sample) => {
      const result = decode(sample.bytes, sample.hints)
      expect(decode(Uint8Array.from(sample.bytes), sample.hints)).toEqual(result)
      if (result.outcome === 'decoded') result.updates.forEach(expectWellFormed)
    },
  )

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'reads %s under every declared type of the format without a warning',
    (_name, sample) => {
      for (const type of format.mediaTypes) {
        const contentType = sample.hints.contentType ?? type
        expect(decode(sample.bytes, { ...sample.hints, contentType })).toEqual(sample.decoded)
      }
    },
  )

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'answers for %s cut off anywhere or with a hostile byte anywhere, and leaves the bytes alone',
    (_name, sample) => {
      const before = Uint8Array.from(sample.bytes)
      const step = Math.max(1, Math.floor(sample.bytes.length / 150))
      for (let at = 0; at <= sample.bytes.length; at += step) {
        for (const contentType of [sample.hints.contentType, ...format.mediaTypes]) {
          expectAnswer(sample.bytes.subarray(0, at), { ...sample.hints, contentType })
        }
        const changed = Uint8Array.from(sample.bytes)
        changed[at] = hostile[at % hostile.length] ?? 0
        expectAnswer(changed, sample.hints)
      }
      expect(sample.bytes).toEqual(before)
    },
  )
})

const expectAnswer = (bytes: Uint8Array, hints: Hints): void => {
  const result = decode(bytes, hints)
  if (result.outcome === 'decoded') {
    expect(result.updates.length).toBeGreaterThan(0)
    result.updates.forEach(expectWellFormed)
    return
  }
  expect(result.code).not.toBe('WIRE_DECODER_FAILED')
  expect(result.reason).not.toBe('')
  expect(result.problems.length).toBeGreaterThan(0)
}

const expectWellFormed = (update: WireUpdate): void => {
  expect(update.provider).toMatch(providerPattern)
  expect(update.item).not.toBe('')
  expect(update.version).not.toBe('')
  expect(update.saidAt ?? '2024-03-02T07:20:00.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(update.headline ?? 'x').not.toMatch(/^\s*$/)
  expect(update.text ?? 'x').not.toMatch(/^\s*$/)
  expect(JSON.stringify(update)).not.toContain('\\u0000')
  expect(update.evidence.action).toMatchObject({ rule: expect.any(String) })
}
