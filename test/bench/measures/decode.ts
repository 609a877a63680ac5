import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#local-stack'
import { decode, formats, noHints, type Hints } from '#wire'
import { rounded } from '../result.js'

export type DecodeSpeed = {
  readonly files: number
  readonly meanBytes: number
  /** Files a second, of the format's samples in turn. */
  readonly rate: number
  readonly usPerFile: number
  readonly ok: boolean
}

type Sample = { readonly bytes: Uint8Array; readonly hints: Hints; readonly updates: number }

/** How fast each format decodes its own samples, one thread, nothing else at work. */
export const measureDecode = (milliseconds: number): { readonly [format: string]: DecodeSpeed } =>
  Object.fromEntries(
    formats.flatMap(({ name }) => {
      const samples = samplesOf(name)
      return samples.length === 0 ? [] : [[name, speedOf(samples, milliseconds)]]
    }),
  )

const samplesOf = (format: string): Sample[] => {
  const folder = join(projectRoot(), 'libs/wire/src/formats', format, 'samples')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((file) => file.includes('.input.'))
    .map((file) => {
      const beside = join(folder, `${file.slice(0, file.indexOf('.input.'))}.expected.json`)
      const expected = JSON.parse(readFileSync(beside, 'utf8')) as Expected
      const bytes = new Uint8Array(readFileSync(join(folder, file)))
      return { bytes, hints: { ...noHints, ...expected.hints }, updates: expected.decoded.updates?.length ?? 0 }
    })
}

type Expected = { readonly hints: Partial<Hints>; readonly decoded: { readonly updates?: readonly unknown[] } }

const speedOf = (samples: readonly Sample[], milliseconds: number): DecodeSpeed => {
  let [ok, turns] = [true, 0]
  const turn = (): void => {
    for (const { bytes, hints, updates } of samples) {
      const result = decode(bytes, hints)
      ok &&= (result.outcome === 'decoded' ? result.updates.length : 0) === updates
    }
  }
  for (const end = performance.now() + milliseconds / 4; performance.now() < end;) turn()
  const start = performance.now()
  for (; performance.now() - start < milliseconds; turns++) turn()
  const files = turns * samples.length
  const us = ((performance.now() - start) * 1000) / files
  const meanBytes = Math.round(samples.reduce((sum, { bytes }) => sum + bytes.length, 0) / samples.length)
  return { files: samples.length, meanBytes, rate: Math.round(1e6 / us), usPerFile: rounded(us), ok }
}
