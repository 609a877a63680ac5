import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { IncidentEvent } from '#incident'
import { sha256 } from '#incident/testing'
import { openProjection } from '../projection/open-projection.js'
import { catchUpSearch } from '../search/catch-up-search.js'
import { projectLog } from '../testing/project-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { openRecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { listIncidents } from './list-incidents.js'

let model: TestReadModel

const moment = '2023-09-24T09:00:00.000Z'
const filed = (n: number, name = `A${n}`, headline = 'Shooting near the bridge'): IncidentEvent =>
  updateFiled({ item: name, headline, police: n })
const killed = (n: number): IncidentEvent => {
  const { data, type } = updateFiled({ item: `K${n}`, headline: 'Kill it' })
  return { type, data: { ...data, kills: [{ provider: 'agy-a', item: `A${n}`, version: null }] } }
}
const held = (n: number): IncidentEvent => {
  const { data, type } = updateFiled({ item: `A${n}`, version: '2', headline: 'Hold it' })
  return { type, data: { ...data, update: { ...data.update, action: 'hold' } } }
}
const movedOut = (n: number): IncidentEvent => ({
  type: 'UpdatesMovedOut',
  data: {
    items: [{ provider: 'agy-a', item: `A${n}` }],
    to: 'elsewhere',
    ...{ merged: false, reason: 'another story', by: 'desk-1', saidAt: moment, receivedAt: moment },
  },
})

/** What becomes of a story with the word, and whether it may still be found by it. */
const fates: readonly { readonly found: boolean; readonly events: (n: number) => IncidentEvent[] }[] = [
  { found: true, events: (n) => [filed(n)] },
  { found: false, events: (n) => [filed(n), killed(n)] },
  { found: false, events: (n) => [filed(n), held(n)] },
  { found: false, events: (n) => [filed(n), filed(n, `B${n}`, 'Another one'), movedOut(n)] },
  { found: true, events: (n) => [filed(n), filed(n, `B${n}`), killed(n)] },
  { found: true, events: (n) => [filed(n, `A${n}`, 'Nothing of the kind'), filed(n, `B${n}`), movedOut(n)] },
  { found: false, events: (n) => [filed(n, `A${n}`, 'Nothing of the kind')] },
]
const idOf = (n: number): string => `story-${String(n).padStart(2, '0')}`
const numbers = Array.from({ length: 42 }, (_, n) => n)
const findable = numbers.filter((n) => fates[n % fates.length]?.found === true).map(idOf)

beforeAll(async () => {
  model = await testReadModel()
  const log = openRecordLog(1)
  for (const n of numbers) for (const event of fates[n % fates.length]?.events(n) ?? []) log.append(0, idOf(n), event)
  await projectLog(model, openProjection(model.projector, { sha256 }), log)
  await catchUpSearch(model.projector)
})
afterAll(() => model.close())

/** Page after page, the ids of all incidents of a list. */
const found = async (filter: Partial<Parameters<typeof listIncidents>[1]>, limit: number): Promise<string[]> => {
  const none = { q: null, provider: null, fact: null, since: null }
  const ids: string[] = []
  for (let after: readonly [string, string] | null = null; ;) {
    const page = await listIncidents(model.desk, { ...none, ...filter, limit, after })
    ids.push(...page.map(({ id }) => id))
    const last = page.at(-1)
    if (page.length < limit || last === undefined) return ids
    after = [last.recorded, last.id]
  }
}

const finds = async (): Promise<void> => {
  for (const limit of [1, 4, 50]) expect(await found({ q: 'bridge' }, limit)).toEqual([...findable].reverse())
  expect(await found({ q: 'kill' }, 50)).toHaveLength(12)
  expect(await found({ q: 'bridge', fact: 'casualties/injured/police' }, 3)).toEqual([...findable].reverse())
  expect(await found({ q: 'harbour' }, 3)).toEqual([])
}

describe('a list of incidents', () => {
  it('has by a word those that say it in what is not killed, held or moved out, the last recorded first', finds)

  it('has the same by a word that is so common that it is looked for along the last recorded ones', async () => {
    await model.admin.query(`INSERT INTO search.document (log_partition, log_offset, incident_id, words)
      SELECT 9, n, 'gone-' || n, to_tsvector('simple', 'bridge kill') FROM generate_series(1, 2000) AS n`)
    await finds()
  })

  it('has by provider and fact those that have both, however many have one', async () => {
    const all = [...numbers].reverse().map(idOf)
    for (const limit of [5, 50]) {
      expect(await found({ provider: 'agy-a' }, limit)).toEqual(all)
      const withFact = await found({ provider: 'agy-a', fact: 'casualties/injured/police' }, limit)
      expect(await found({ fact: 'casualties/injured/police' }, limit)).toEqual(withFact)
      expect(all.filter((id) => withFact.includes(id))).toEqual(withFact)
      await model.admin.query(`INSERT INTO incident_p1.incident_tag
        SELECT tag, 'gone-' || n FROM generate_series(1, 2000) AS n, unnest(ARRAY['provider:agy-a', 'fact:casualties/injured/police']) AS tag
        ON CONFLICT DO NOTHING`)
    }
    expect(await found({ fact: 'note/nothing' }, 5)).toEqual([])
  })
})
