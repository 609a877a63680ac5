import { sha256 } from '#incident/testing'
import { eventually } from '#testkit'
import { openProjection } from '../projection/open-projection.js'
import { projectLog } from '../testing/project-log.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { openRecordLog } from '../testing/records.js'
import { updateFiled } from '../testing/update.js'
import { catchUpSearch } from './catch-up-search.js'
import { mergeWords } from './merge-words.js'

let model: TestReadModel

beforeAll(async () => {
  model = await testReadModel()
  const log = openRecordLog(1)
  for (const item of ['A', 'B']) log.append(0, 'incident-0', updateFiled({ item, text: 'bridge' }))
  await projectLog(model, openProjection(model.projector, { sha256 }), log)
})
afterAll(() => model.close())

const search = async (): Promise<{ next: number; documents: number }> => {
  const { rows } = await model.admin.query<{ next: number; documents: number }>(
    `SELECT next_offset::int AS next, (SELECT count(*)::int FROM search.document) AS documents FROM search.checkpoint`,
  )
  return rows[0] ?? { next: -1, documents: -1 }
}

const someoneWaits = async (): Promise<boolean> => {
  const { rows } = await model.admin.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  )
  return rows.length > 0
}

describe('full text', () => {
  it('has the words of the first events of a new system as soon as they are projected', async () => {
    expect(await search()).toEqual({ next: 2, documents: 2 })
    expect(await catchUpSearch(model.projector)).toBe(0)
  })

  it('is merged into its index by the projector, which may do no more to it', async () => {
    expect(await mergeWords(model.projector)).toBeGreaterThan(0)
    expect(await mergeWords(model.projector)).toBe(0)
    await expect(model.projector.query('DROP INDEX search.document_words')).rejects.toThrow('must be owner')
    await expect(model.desk.query('SELECT search.merge_words()')).rejects.toThrow('permission denied')
  })

  it('never goes back, whoever else took up meanwhile what it was about to take up', async () => {
    await model.admin.query('UPDATE search.checkpoint SET next_offset = 0')
    const other = await model.admin.connect()
    await other.query('BEGIN')
    await other.query('UPDATE search.checkpoint SET next_offset = 3')
    const mine = catchUpSearch(model.projector)
    await eventually(someoneWaits)
    await other.query('COMMIT')
    other.release()
    expect(await mine).toBe(0)
    expect(await search()).toEqual({ next: 3, documents: 2 })
  })
})
