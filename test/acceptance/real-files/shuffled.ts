import fc from 'fast-check'
import type { WireFile } from './wire-files.js'

/**
 * Files in another order, the same for the same seed. Only files that hold the same update keep their order among
 * themselves: of two payloads of one update id the first counts and the second is a conflict (contract §2.3).
 */
export const shuffled = (files: readonly WireFile[], seed: number): readonly WireFile[] => {
  const whole = { minLength: files.length, maxLength: files.length }
  const [mixed = files] = fc.sample(fc.shuffledSubarray([...files], whole), { seed, numRuns: 1 })
  const families = familiesOf(files)
  const queues = new Map<number, WireFile[]>()
  for (const file of files) {
    const family = families.get(file) ?? 0
    queues.set(family, [...(queues.get(family) ?? []), file])
  }
  return mixed.map((file) => queues.get(families.get(file) ?? 0)?.shift() ?? file)
}

/** A number for each file, the same for files that share an update, be it by a third. */
const familiesOf = (files: readonly WireFile[]): ReadonlyMap<WireFile, number> => {
  const families = new Map<WireFile, number>()
  const byId = new Map<string, number>()
  files.forEach((file, number) => {
    const joined = new Set(file.updateIds.flatMap((id) => byId.get(id) ?? []))
    for (const [other, family] of families) if (joined.has(family)) families.set(other, number)
    for (const [id, family] of byId) if (joined.has(family)) byId.set(id, number)
    for (const id of file.updateIds) byId.set(id, number)
    families.set(file, number)
  })
  return families
}
