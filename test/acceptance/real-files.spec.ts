import { isReady, startSystem, type TestSystem } from '#testkit'
import { chainsOf, stateOf, type NewsroomState } from './real-files/newsroom-state.js'
import { endOf, publishFiles, type Outcome } from './real-files/publish-files.js'
import { shuffled } from './real-files/shuffled.js'
import { wireFiles } from './real-files/wire-files.js'
import { allPages } from './system/desk-client.js'

type Quarantined = { id: string; stage: string; code: string; position: string; reason: string }

const seed = Number(process.env['REAL_FILES_SEED'] ?? 20240302)
const files = wireFiles()
const describeWith = files.length === 0 ? describe.skip : describe
const title =
  files.length === 0
    ? 'real files of every wire (skipped: no ../shared/fixtures here)'
    : `${files.length} real files of every wire, shuffled with REAL_FILES_SEED=${seed}`

describeWith(title, () => {
  // The same files in the order of the manifest and in another one.
  let straight: TestSystem
  let mixed: TestSystem
  let first: readonly Outcome[]
  let other: readonly Outcome[]
  let state: NewsroomState
  let otherState: NewsroomState
  let chains: readonly string[]

  beforeAll(async () => {
    ;[straight, mixed] = await Promise.all([startSystem(), startSystem()])
    ;[first, other] = await Promise.all([publishFiles(straight, files), publishFiles(mixed, shuffled(files, seed))])
    ;[state, otherState, chains] = await Promise.all([stateOf(straight), stateOf(mixed), chainsOf(straight)])
  })
  afterAll(async () => {
    await Promise.all([(straight as TestSystem | undefined)?.stop(), (mixed as TestSystem | undefined)?.stop()])
  })

  const quarantineOf = (system: TestSystem): Promise<Quarantined[]> =>
    allPages<Quarantined>(`${system.desk.url}/v1/quarantine?limit=200`)
  const refusedIn = (outcomes: readonly Outcome[]) =>
    outcomes.flatMap(({ file, refused }) => (refused === undefined ? [] : [{ ...refused, name: file.name }]))
  const idsIn = (outcomes: readonly Outcome[], ...statuses: readonly string[]): ReadonlySet<string> =>
    new Set(
      outcomes.flatMap((one) =>
        one.refused === undefined && statuses.includes(one.receipt.status) ? one.file.updateIds : [],
      ),
    )

  it('are each filed, a repeat, kept waiting, or refused or quarantined once', async () => {
    for (const outcome of first) {
      const { file, refused } = outcome
      // A file is refused by the running door exactly where the decoders refuse it.
      expect([file.name, refused !== undefined]).toEqual([file.name, file.updateIds.length === 0])
      if (refused === undefined)
        expect([file.name, outcome.receipt.status]).toEqual([
          file.name,
          expect.stringMatching(/^(?:projected|repeat|waiting|quarantined)$/),
        ])
    }
    const quarantined = first.flatMap((one) =>
      one.refused === undefined && one.receipt.status === 'quarantined' ? [one.id] : [],
    )
    const entries = await quarantineOf(straight)
    expect(entries.map(({ id }) => id).sort()).toEqual(quarantined.sort())
  })

  it('name the place where they are refused, or the update that they contradict', async () => {
    for (const { name, status, type, errors } of refusedIn(first)) {
      expect([name, status]).toEqual([name, type.endsWith(':WIRE_UNRECOGNISED') ? 415 : 400])
      expect(errors.length).toBeGreaterThan(0)
      // What has the shape of nothing is wrong as a whole; all else is wrong somewhere.
      const place = status === 415 ? /^$/ : /^(?:line \d+|\/)/
      for (const { path, message } of errors) expect([name, path, message]).toEqual([name, expect.stringMatching(place), expect.stringMatching(/./)]) // prettier-ignore
    }
    const byReceipt = new Map(first.flatMap((one) => (one.refused === undefined ? [[one.id, one] as const] : [])))
    for (const { id, stage, code, reason, position } of await quarantineOf(straight)) {
      expect([id, stage, code]).toEqual([id, 'filing', 'FILING_CONFLICT'])
      const [contradicted] = reason.split(' came with another payload: first at ')
      expect(byReceipt.get(id)?.file.updateIds).toContain(contradicted)
      expect(reason).toContain(`now at ${position}`)
    }
  })

  it('lose no update on the way and stop no service', async () => {
    const waiting = idsIn(first, 'waiting')
    const filed = [...idsIn(first, 'projected', 'repeat')].filter((id) => !waiting.has(id))
    expect([...state.updates.keys()].sort()).toEqual(filed.sort())
    for (const { ingest, projector, desk } of [straight, mixed]) {
      for (const { name, url } of [ingest, projector, desk]) expect([name, await isReady(url)]).toEqual([name, true])
    }
  })

  it('come to the same in another order: how each ended, every update, every incident with its beliefs', () => {
    const byName = (outcomes: readonly Outcome[]) =>
      Object.fromEntries(outcomes.map((one): [string, string] => [one.file.name, endOf(one)]).sort())
    expect(byName(other)).toEqual(byName(first))
    expect([...otherState.updates.keys()].sort()).toEqual([...state.updates.keys()].sort())
    for (const [id, update] of state.updates) expect(otherState.updates.get(id)).toEqual(update)
    const inOrder = ({ incidents }: NewsroomState) => [...incidents].sort(([a], [b]) => (a < b ? -1 : 1))
    expect(inOrder(otherState)).toEqual(inOrder(state))
  })

  it('published once more are repeats or refused as before, and make no revision', async () => {
    const again = await publishFiles(straight, files, 8)
    const endsAgain = again.map((one) => [one.file.name, endOf(one)])
    expect(endsAgain).toEqual(
      first.map((one) => {
        const isRefused = one.refused !== undefined || one.receipt.status === 'quarantined'
        return [one.file.name, isRefused ? endOf(one) : 'repeat']
      }),
    )
    expect(await chainsOf(straight)).toEqual(chains)
  })
})
