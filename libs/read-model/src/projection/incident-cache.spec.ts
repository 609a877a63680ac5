import { createHash } from 'node:crypto'
import { evolve, firstPolicy, openIncident, type Incident } from '#incident'
import { openRecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { openIncidentCache } from './incident-cache.js'
import { readRecords } from './read-records.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const owner = { schema: 'incident_p1', partition: 0, epoch: 1 }

/** An incident of so many updates, all by one speaker, so that any of them weighs the same. */
const incidentOf = (id: string, updates: number): Incident => {
  const log = openRecordLog(1)
  for (let n = 0; n < updates; n++) log.append(0, id, updateFiled({ item: `${id}-${n}`, police: n }))
  const incident = openIncident(id, sha256, firstPolicy)
  for (const { recorded } of readRecords(log.records[0] ?? []).events) evolve(incident, recorded)
  return incident
}

describe('the cache of incidents', () => {
  it('keeps one that is dear to take up again, however many cheap ones come between', () => {
    const cache = openIncidentCache(200)
    cache.put(incidentOf('long', 500), owner)
    for (let n = 0; n < 500; n++) cache.put(incidentOf(`short-${n}`, 2), owner)
    expect(cache.peek('long', owner)?.revision).toBe(500)
    expect(cache.peek('short-0', owner)).toBeUndefined()
    expect(cache.peek('short-499', owner)?.revision).toBe(2)
  })

  it('lets go even of that once it was not asked for long enough', () => {
    const cache = openIncidentCache(50)
    cache.put(incidentOf('long', 20), owner)
    for (let n = 0; n < 2_000; n++) cache.put(incidentOf(`short-${n}`, 2), owner)
    expect(cache.peek('long', owner)).toBeUndefined()
  })

  it('holds no more than it may, whatever is taken and put back', () => {
    const cache = openIncidentCache(100)
    const names = Array.from({ length: 200 }, (_, n) => `incident-${n}`)
    for (let round = 0; round < 5; round++)
      for (const name of names) cache.put(cache.take(name, owner) ?? incidentOf(name, 1 + (round % 3)), owner)
    const held = names.filter((name) => cache.peek(name, owner) !== undefined)
    // One update weighs two claims at the least.
    expect(held.length).toBeLessThanOrEqual(50)
    expect(held.length).toBeGreaterThan(10)
  })

  it('hands nothing to another owner', () => {
    const cache = openIncidentCache(100)
    cache.put(incidentOf('one', 1), owner)
    expect(cache.peek('one', { ...owner, epoch: 2 })).toBeUndefined()
    expect(cache.take('one', { ...owner, partition: 1 })).toBeUndefined()
  })
})
