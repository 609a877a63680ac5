import { evolve, firstPolicy, openIncident, viewText, type Incident } from '#incident'
import { sha256 } from '#incident/testing'
import { openRecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { openIncidentCache } from './incident-cache.js'
import { readRecords } from './read-records.js'

const owner = { schema: 'incident_p1', partition: 0, epoch: 1 }

/** An incident of so many updates, all by one speaker, so that any of them weighs about the same. */
const incidentOf = (id: string, updates: number): Incident => {
  const log = openRecordLog(1)
  for (let n = 0; n < updates; n++) log.append(0, id, updateFiled({ item: `${id}-${n}`, police: n }))
  const incident = openIncident(id, sha256, firstPolicy)
  for (const { recorded } of readRecords(log.records[0] ?? []).events) evolve(incident, recorded)
  return incident
}

describe('the cache of incidents', () => {
  it('hands back what was packed as it was', () => {
    const cache = openIncidentCache({ ready: 10_000, packed: 200_000 })
    const names = Array.from({ length: 20 }, (_, n) => `incident-${n}`)
    const texts = names.map((name, n) => {
      const incident = incidentOf(name, 1 + n)
      cache.put(incident, owner)
      return viewText(incident)
    })
    expect(names.map((name) => viewText(cache.take(name, owner) ?? openIncident(name, sha256, firstPolicy)))).toEqual(
      texts,
    )
    expect(cache.take('incident-0', owner)).toBeUndefined()
  })

  it('lets go of what was not asked for longest, and of no more than it must', () => {
    const cache = openIncidentCache({ ready: 20_000, packed: 60_000 })
    const names = Array.from({ length: 200 }, (_, n) => `incident-${n}`)
    for (const name of names) {
      cache.put(incidentOf(name, 2), owner)
      const kept = cache.take('incident-0', owner)
      if (kept === undefined) throw new Error(`incident-0 is gone after ${name}`)
      cache.put(kept, owner)
    }
    const held = names.filter((name) => cache.take(name, owner) !== undefined)
    expect(held.length).toBeLessThan(50)
    expect(held.length).toBeGreaterThan(10)
    expect(held).toEqual(['incident-0', ...names.slice(1 - held.length)])
  })

  it('hands nothing to another owner, ready or packed', () => {
    const cache = openIncidentCache({ ready: 10_000, packed: 200_000 })
    for (const name of ['packed', 'other', 'ready']) cache.put(incidentOf(name, 1), owner)
    for (const name of ['packed', 'ready']) expect(cache.take(name, { ...owner, epoch: 2 })).toBeUndefined()
    cache.put(incidentOf('ready', 1), owner)
    expect(cache.take('ready', { ...owner, partition: 1 })).toBeUndefined()
  })

  it('holds nothing where it has no room', () => {
    const cache = openIncidentCache({ ready: 0, packed: 0 })
    cache.put(incidentOf('one', 1), owner)
    expect(cache.take('one', owner)).toBeUndefined()
  })
})
