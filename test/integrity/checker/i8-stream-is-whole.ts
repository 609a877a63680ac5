import { openFinding, type Check } from './check.js'

/** A reader that comes back with its last id sees every revision once, and those of an incident in their order. */
export const streamIsWhole: Check = {
  name: 'I8',
  says: 'a reader of the stream sees every revision once and in order',
  find: ({ readers, tables }) => {
    const finding = openFinding()
    const hashes = new Map(tables.revisions.map(({ incident, revision, hash }) => [`${incident} ${revision}`, hash]))
    for (const { name, seen } of readers) {
      const last = new Map<string, number>()
      for (const { incident, revision, hash } of seen) {
        finding.looked++
        const before = last.get(incident) ?? 0
        if (revision !== before + 1)
          finding.wrong(`the ${name} reader saw revision ${revision} of ${incident} after revision ${before}`)
        if (hashes.get(`${incident} ${revision}`) !== hash)
          finding.wrong(`the ${name} reader saw another revision ${revision} of ${incident} than the tables hold`)
        last.set(incident, revision)
      }
      if (seen.length !== tables.revisions.length)
        finding.wrong(`the ${name} reader saw ${seen.length} of ${tables.revisions.length} revisions`)
    }
    return finding
  },
}
