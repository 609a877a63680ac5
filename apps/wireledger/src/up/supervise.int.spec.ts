import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive, launch, type Launched } from '#local-stack'
import { eventually } from '#testkit'
import { supervise } from './supervise.js'

const folder = mkdtempSync(join(tmpdir(), 'wireledger-supervise-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const logFile = join(folder, 'child.log')
const node = (program: string) => (): Promise<Launched> =>
  Promise.resolve(launch({ command: process.execPath, args: ['-e', program], logFile, stopSignal: 'SIGTERM' }))
const sleeper = node('setInterval(() => {}, 1000)')

describe('A supervised process', () => {
  it('is started again after kill -9 and tells its new number', async () => {
    let restarts = 0
    const one = await supervise(
      'sleeper',
      sleeper,
      { onRestarted: () => (restarts += 1), onHopeless: () => undefined },
      logFile,
    )
    const before = one.pid
    process.kill(before, 'SIGKILL')
    await eventually(() => restarts === 1)
    expect(one.pid).not.toBe(before)
    expect(isAlive(one.pid)).toBe(true)
    await one.stop()
  })

  it('stays down once it was stopped', async () => {
    let events = 0
    const unexpected = (): number => (events += 1)
    const watch = { onRestarted: unexpected, onHopeless: unexpected }
    const one = await supervise('sleeper', sleeper, watch, logFile)
    await one.stop()
    expect(isAlive(one.pid)).toBe(false)
    expect(events).toBe(0)
  })

  it('is given up, with the end of its log, when it ends ten times within a minute', async () => {
    const reasons: string[] = []
    await supervise(
      'loser',
      node("console.log('no way forward'); process.exit(3)"),
      { onRestarted: () => undefined, onHopeless: (why) => reasons.push(why) },
      logFile,
    )
    await eventually(() => reasons.length === 1)
    expect(reasons[0]).toMatch(/loser ended 10 times within 60 s, the last time with: exit 3/)
    expect(reasons[0]).toMatch(/no way forward/)
  })
})
