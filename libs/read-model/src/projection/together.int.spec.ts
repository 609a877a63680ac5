import { sha256 } from '#incident/testing'
import { openRecordLog, type RecordLog } from '../testing/records.js'
import { testReadModel, type TestReadModel } from '../testing/read-model.js'
import { updateFiled } from '../testing/update.js'
import { claimPartitions } from './claim-partitions.js'
import { openProjection, type ChunkReport, type ProjectionWriter } from './open-projection.js'

const schema = 'incident_p1'
let model: TestReadModel
let log: RecordLog
let writer: ProjectionWriter
let reports: ChunkReport[]
let partition = -1

beforeAll(async () => {
  model = await testReadModel()
  log = openRecordLog(64)
})
beforeEach(() => {
  reports = []
  writer = openProjection(model.projector, { sha256, onChunk: (report) => reports.push(report) })
})
afterAll(() => model.close())

/** Three partitions of a test's own, each with an incident of its own name, and their epochs. */
const take = async (): Promise<{ ps: number[]; epochs: Map<number, number> }> => {
  const ps = [0, 1, 2].map(() => (partition += 1))
  const claimed = await claimPartitions(model.projector, schema, ps)
  return { ps, epochs: new Map(ps.map((p) => [p, claimed.get(p)?.epoch ?? 0])) }
}
const apply = (p: number, epochs: ReadonlyMap<number, number>, from = 0) =>
  writer.apply({ partition: p, records: (log.records[p] ?? []).slice(from) }, { schema, epoch: epochs.get(p) ?? 0 })
const checkpoints = async (ps: readonly number[]) =>
  (
    await model.admin.query<{ next: string; transaction: string }>(
      `SELECT next_offset AS next, xmin::text AS transaction FROM ${schema}.checkpoint
       WHERE log_partition = ANY ($1) ORDER BY log_partition`,
      [ps],
    )
  ).rows
const revisions = async (ps: readonly number[]): Promise<number[]> =>
  (
    await model.admin.query<{ n: number }>(
      `SELECT coalesce(max(r.revision), 0) AS n FROM unnest($1::text[]) WITH ORDINALITY AS i(id, at)
       LEFT JOIN desk.revision r ON r.incident_id = i.id GROUP BY at ORDER BY at`,
      [ps.map((p) => `incident-${p}`)],
    )
  ).rows.map(({ n }) => n)

describe('small batches of several partitions that come together', () => {
  it('are one transaction, which is told of and found by its words partition by partition', async () => {
    const { ps, epochs } = await take()
    for (const p of ps)
      for (const item of ['A', 'B'])
        log.append(p, `incident-${p}`, updateFiled({ item: `${item}${p}`, text: 'bridge' }))
    expect(await Promise.all(ps.map((p) => apply(p, epochs)))).toEqual(['applied', 'applied', 'applied'])
    const rows = await checkpoints(ps)
    expect(rows.map(({ next }) => next)).toEqual(['2', '2', '2'])
    expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(1)
    expect(reports).toMatchObject(ps.map((p) => ({ partition: p, next: 2, events: 2, repeated: 0 })))
    const words = await model.admin.query(
      `SELECT log_partition AS p, count(*)::int AS n FROM search.document WHERE log_partition = ANY ($1) GROUP BY 1 ORDER BY 1`,
      [ps],
    )
    expect(words.rows).toEqual(ps.map((p) => ({ p, n: 2 })))
  })

  it('cost nothing to the others where one partition is fenced', async () => {
    const { ps, epochs } = await take()
    for (const p of ps) log.append(p, `incident-${p}`, updateFiled({ item: `A${p}`, police: 1 }))
    await claimPartitions(model.projector, schema, [ps[1] ?? 0])
    expect(await Promise.all(ps.map((p) => apply(p, epochs)))).toEqual(['applied', 'fenced', 'applied'])
    expect(await revisions(ps)).toEqual([1, 0, 1])
  })

  it('cost nothing to the others where records of one are missing', async () => {
    const { ps, epochs } = await take()
    for (const p of ps)
      for (const item of ['A', 'B']) log.append(p, `incident-${p}`, updateFiled({ item: `${item}${p}` }))
    const outcomes = await Promise.allSettled(ps.map((p) => apply(p, epochs, p === ps[1] ? 1 : 0)))
    expect(outcomes).toMatchObject([{ value: 'applied' }, { reason: { code: 'LOG_GAP' } }, { value: 'applied' }])
    expect(await revisions(ps)).toEqual([2, 0, 2])
  })

  it('are applied once, although bytes that were written before come again in one of them', async () => {
    const { ps, epochs } = await take()
    const [first] = ps.map((p) => log.append(p, `incident-${p}`, updateFiled({ item: `A${p}`, police: 1 })))
    await Promise.all(ps.map((p) => apply(p, epochs)))
    log.appendRaw(ps[0] ?? 0, first?.key ?? null, first?.value ?? null)
    for (const p of ps) log.append(p, `incident-${p}`, updateFiled({ item: `B${p}`, police: 2 }))
    reports = []
    expect(await Promise.all(ps.map((p) => apply(p, epochs, 1)))).toEqual(['applied', 'applied', 'applied'])
    expect(await revisions(ps)).toEqual([2, 2, 2])
    expect(reports.map(({ repeated }) => repeated)).toEqual([1, 0, 0])
  })

  it('give a name to the incident that was recorded first with it, whichever partition that is in', async () => {
    const { ps, epochs } = await take()
    const [a = 0, b = 0, c = 0] = ps
    log.append(a, `incident-${a}`, updateFiled({ item: `A${a}` }))
    log.append(a, `incident-${a}`, updateFiled({ item: `B${a}`, aliases: ['disputed'] }))
    log.append(b, `incident-${b}`, updateFiled({ item: `A${b}`, aliases: ['disputed', 'level'] }))
    log.append(c, `incident-${c}`, updateFiled({ item: `A${c}`, aliases: ['level'] }))
    await Promise.all(ps.map((p) => apply(p, epochs)))
    const { rows } = await model.desk.query(
      `SELECT name, incident_id FROM desk.alias WHERE name IN ('disputed', 'level') ORDER BY name`,
    )
    expect(rows).toEqual(['disputed', 'level'].map((name) => ({ name, incident_id: `incident-${b}` })))
  })

  it('are applied although two partitions speak of one incident, which no transaction can hold twice', async () => {
    const { ps, epochs } = await take()
    const [a = 0, b = 0] = ps
    log.append(a, `incident-${a}`, updateFiled({ item: `A${a}` }))
    log.append(b, `incident-${a}`, updateFiled({ item: `A${b}` }))
    const outcomes = await Promise.allSettled([a, b].map((p) => apply(p, epochs)))
    // Alone, too, one of them may have come too late; it is delivered again.
    for (const [at, { status }] of outcomes.entries()) if (status === 'rejected') await apply([a, b][at] ?? 0, epochs)
    expect(await revisions([a])).toEqual([2])
  })
})
